package org.bgworker.host.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bgworker.host.library.Contents;
import org.bgworker.host.library.Gate;
import org.bgworker.host.library.Inspections;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;

/** What {@code bgworker audit} does: finds libraries, reviews them, and writes the list. */
public final class Auditor {
    private final Audit.Directories directories;
    private final long maxSize;
    private final AuditList own;
    private final AuditList distributions;

    /**
     * Reads the lists.
     *
     * @param maxSize of a library's files in bytes, packed and unpacked
     * @param listener is told what is wrong with a list
     */
    public Auditor(Audit.Directories directories, long maxSize, Consumer<Report> listener) {
        this.directories = directories;
        this.maxSize = maxSize;
        this.own = AuditList.in(directories.data(), listener);
        this.distributions = AuditList.ofTheDistribution(listener);
    }

    /** Whether the list of the data directory can be used. */
    public boolean isUsable() {
        return own.isUsable();
    }

    /** An entry of the modules directory. */
    public sealed interface Entry {
        /** Where it lies. */
        Path path();
    }

    /**
     * A library.
     *
     * @param path where it lies
     * @param identity its name and files
     * @param decision of the gate
     * @param line of a list that holds for it
     */
    public record Library(
            Path path, Gate.Identity identity, Gate.Decision decision, Optional<AuditLine> line)
            implements Entry {}

    /**
     * None, or none that can be read.
     *
     * @param path where it lies
     * @param report what is wrong
     */
    public record Unreadable(Path path, Report report) implements Entry {}

    /**
     * Every entry of the modules directory, by name.
     *
     * @throws ReportException if the directory cannot be read
     */
    public List<Entry> entries() throws ReportException {
        return Contents.entries(directories.modules()).stream().map(this::entry).toList();
    }

    private Entry entry(Path path) {
        try {
            return library(Contents.identity(path, maxSize));
        } catch (ReportException bad) {
            return new Unreadable(path, bad.report());
        }
    }

    /** What the gate says of a library that was read. */
    public Library library(Gate.Identity identity) {
        var audit = new Audit(around(identity.entry()), Audit.Mode.ON, own, distributions);
        return new Library(
                identity.entry(), identity, audit.decide(identity), audit.about(identity));
    }

    /** One that lies elsewhere is looked at as if the folder it lies in were the directory. */
    private Audit.Directories around(Path entry) {
        var folder = entry.toAbsolutePath().normalize().getParent();
        var modules = directories.modules().toAbsolutePath().normalize();
        return folder == null || folder.equals(modules)
                ? directories
                : new Audit.Directories(folder, directories.data());
    }

    /**
     * The entry that a word means: the name of a library in the modules directory, or a path.
     *
     * @return empty if there is none
     * @throws ReportException if there are two of the name, or the modules directory cannot be read
     */
    public Optional<Path> find(String word) throws ReportException {
        var path = Path.of(word);
        if (word.indexOf('/') >= 0 || word.endsWith(".jar")) {
            return Optional.of(path).filter(Files::exists);
        }
        var found =
                entries().stream()
                        .filter(one ->
                                one instanceof Library library
                                        && library.identity().name().equals(word))
                        .map(Entry::path)
                        .toList();
        if (found.size() > 1) {
            throw new ReportException(
                    "there are two libraries of the name \"%s\"".formatted(word),
                    "\"%s\" and \"%s\" have it.".formatted(found.getFirst(), found.getLast()),
                    "Remove one of them, or name the path of the one that is meant.");
        }
        return found.stream().findFirst().or(() -> Optional.of(path).filter(Files::exists));
    }

    /**
     * Reviews an entry.
     *
     * @throws ReportException if it cannot be read
     */
    public Review review(Path entry) throws ReportException {
        return Review.of(Contents.of(entry, maxSize));
    }

    /** The lines that permit something of a module name now, the newest last. */
    public List<AuditLine> permitted(String module) {
        return Stream.concat(distributions.lines().stream(), own.lines().stream())
                .filter(line -> line.module().equals(module))
                .filter(line -> holding(line).filter(line::equals).isPresent())
                .filter(line -> line.deed() == AuditLine.Deed.PERMIT)
                .toList();
    }

    private Optional<AuditLine> holding(AuditLine line) {
        return own.about(line.hashes()).or(() -> distributions.about(line.hashes()));
    }

    /**
     * What changed against a permitted version.
     *
     * @return empty if no review of that version was kept
     * @throws ReportException if its review cannot be read
     */
    public Optional<Difference> difference(AuditLine permitted, Review now) throws ReportException {
        Optional<Map<String, Object>> before =
                KeptReviews.in(directories.data()).of(Contents.fingerprint(permitted.hashes()));
        return before.map(review -> Difference.between(review, now.tree()));
    }

    /**
     * Permits libraries, all or none: keeps their reviews, writes the list, and has the host's next
     * load inspect nothing. Makes the data directory if it is missing.
     *
     * @param reviews without problems
     * @throws ReportException if something cannot be written; then nothing is permitted
     */
    public void permit(List<Review> reviews, Signature signature) throws ReportException {
        var lines = new ArrayList<AuditLine>();
        for (var review : reviews) {
            lines.add(signature.line(AuditLine.Deed.PERMIT, review.contents().identity()));
        }
        DataDirectory.make(directories.data());
        for (var review : reviews) {
            KeptReviews.in(directories.data()).keep(review);
        }
        own.append(lines);
        Inspections.remember(directories.data(), reviews.stream().map(Review::contents).toList());
    }

    /**
     * Revokes what is permitted, all or none.
     *
     * @param permitted lines that permit it
     * @throws ReportException if the list cannot be written; then nothing is revoked
     */
    public void revoke(List<AuditLine> permitted, Signature signature) throws ReportException {
        var lines = new ArrayList<AuditLine>();
        for (var line : permitted) {
            lines.add(
                    signature.line(
                            AuditLine.Deed.REVOKE, line.module(), line.version(), line.hashes()));
        }
        DataDirectory.make(directories.data());
        own.append(lines);
    }

    /**
     * Who writes to the list, when and why.
     *
     * @param who the name of a user
     * @param when now
     * @param note in one line; may be empty
     */
    public record Signature(String who, Instant when, String note) {
        private AuditLine line(AuditLine.Deed deed, Gate.Identity library) throws ReportException {
            return line(deed, library.name(), library.version(), Audit.hashes(library));
        }

        private AuditLine line(
                AuditLine.Deed deed, String module, String version, List<String> hashes)
                throws ReportException {
            try {
                return new AuditLine(deed, module, version, when, who, hashes, note);
            } catch (IllegalArgumentException bad) {
                throw new ReportException(
                        "could not %s library \"%s\": %s"
                                .formatted(deed.word(), module, bad.getMessage()),
                        "The list has one line for each deed.",
                        "");
            }
        }
    }
}
