package org.bgworker.host.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bgworker.host.audit.AuditLine;
import org.bgworker.host.audit.Auditor;
import org.bgworker.host.audit.Place;
import org.bgworker.host.audit.Review;
import org.bgworker.host.audit.ReviewedModule;
import org.bgworker.host.library.Gate;

/** Prints what a reviewer wants to know of libraries. */
final class AuditReview {
    private final Auditor auditor;
    private final Screen screen;

    AuditReview(Auditor auditor, Screen screen) {
        this.auditor = auditor;
        this.screen = screen;
    }

    /** Gives the exit code. */
    int print(AuditChoice chosen, boolean json) {
        if (json) {
            screen.json(Map.of("reviews", chosen.reviews().stream().map(this::tree).toList()));
        } else {
            chosen.reviews().forEach(this::print);
        }
        boolean bad = chosen.reviews().stream().anyMatch(one -> !one.problems().isEmpty());
        return bad ? Exit.BAD_CONFIGURATION : chosen.code();
    }

    /** Name and version, as far as it has one. */
    static String title(String name, String version) {
        return (name + " " + version).stripTrailing();
    }

    /** Names of files, each with its SHA-256. */
    static List<String> files(Gate.Identity identity) {
        return identity.files().stream()
                .map(file -> "%s  %s".formatted(file.sha256(), file.path().getFileName()))
                .toList();
    }

    private void print(Review review) {
        var contents = review.contents();
        var library = auditor.library(contents.identity());
        screen.list("library", List.of(title(contents.name(), contents.version())));
        screen.list("entry", List.of(library.path().toString()));
        screen.list("state", List.of(library.decision().word()));
        screen.list("init", contents.init().stream().toList());
        screen.list(
                "function",
                new java.util.TreeMap<>(contents.functions())
                        .entrySet().stream()
                                .map(one -> "%s (%s)".formatted(one.getKey(), one.getValue()))
                                .toList());
        screen.list(
                "registers",
                review.registering().stream()
                        .map(one ->
                                "%s in %s".formatted(String.join(", ", one.names()), one.where()))
                        .toList());
        screen.list("setting", contents.settings().stream().map(InspectCommand::text).toList());
        review.modules().forEach(this::print);
        printAbilities(review);
        review.problems().forEach(screen::report);
        library.decision().reports().forEach(screen::report);
    }

    private void print(ReviewedModule module) {
        var title = title(module.name(), module.version());
        screen.list(module.isRoot() ? "module" : "dependency", List.of(title));
        screen.list("  file", List.of(module.file()));
        screen.list("  sha256", List.of(module.sha256()));
        screen.list(
                "  signed by", module.signers().isEmpty() ? List.of("nobody") : module.signers());
        screen.list("  requires", module.requires());
        screen.list("  exports", module.exports());
        screen.list("  opens", module.opens());
        screen.list("  package", module.packages());
    }

    private void printAbilities(Review review) {
        if (review.capabilities().isEmpty()) {
            screen.list("can", List.of("nothing that this looks for"));
        }
        review.capabilities()
                .forEach((can, places) -> {
                    screen.list("can", List.of("%s, at %d".formatted(can.word(), places.size())));
                    screen.list("", places.stream().map(AuditReview::text).toList());
                });
    }

    private static String text(Place place) {
        return "  %s in %s".formatted(place.use(), place.where());
    }

    private Map<String, Object> tree(Review review) {
        var tree = new LinkedHashMap<>(tree(auditor.library(review.contents().identity())));
        tree.putAll(review.tree());
        return tree;
    }

    /** What the gate says of a library. */
    static Map<String, Object> tree(Auditor.Library library) {
        var tree = new LinkedHashMap<String, Object>();
        var identity = library.identity();
        tree.put("entry", library.path().toString());
        tree.put("name", identity.name());
        tree.put("version", identity.version());
        tree.put("state", library.decision().word());
        var files = new ArrayList<Object>();
        for (var file : identity.files()) {
            files.add(Map.of("file", file.path().toString(), "sha256", file.sha256()));
        }
        tree.put("files", files);
        library.line().ifPresent(line -> tree.put("line", tree(line)));
        tree.put("reports", AuditListing.trees(library.decision().reports()));
        return tree;
    }

    static Map<String, Object> tree(AuditLine line) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("deed", line.deed().word());
        tree.put("version", line.version());
        tree.put("when", line.when().toString());
        tree.put("who", line.who());
        tree.put("note", line.note());
        tree.put("sha256", line.hashes());
        return tree;
    }
}
