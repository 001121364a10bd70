package org.bgworker.host.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bgworker.host.library.Gate;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/**
 * The gate: a library may run if a list permits all its files as one set, and nobody but its owner
 * and the owner's group could change it.
 *
 * <p>The list of the data directory comes first: what it revokes is not permitted by the
 * distribution's, and where it is unusable nothing is permitted. May be used by several threads.
 */
public final class Audit implements Gate {
    private final Directories directories;
    private final Mode mode;
    private final AuditList own;
    private final AuditList distributions;
    private final Access access;
    private final Optional<UserPrincipal> user;
    private Set<PosixFilePermission> permissions;

    /** How strictly the gate is kept. */
    public enum Mode {
        /** Only what a list permits may run. */
        ON,
        /** Everything may; what would be refused for others' access is told as a warning. */
        OFF,
        /**
         * As {@link #ON}, and for this run also what belongs to the user that the host runs as and
         * nobody else may write, the group neither: what its author has just built.
         */
        PERMIT_BUILT
    }

    /**
     * Where things lie, as they were named on the command line.
     *
     * @param modules the modules directory
     * @param data the data directory; need not exist
     */
    public record Directories(Path modules, Path data) {}

    /**
     * Reads the lists of the data directory and of the distribution.
     *
     * @param listener is told what is wrong with a list, once, from {@link #refresh} too
     */
    public Audit(Directories directories, Mode mode, Consumer<Report> listener) {
        this(
                directories,
                mode,
                AuditList.in(directories.data(), listener),
                AuditList.ofTheDistribution(listener));
    }

    Audit(Directories directories, Mode mode, AuditList own, AuditList distributions) {
        this.directories = directories;
        this.mode = mode;
        this.own = own;
        this.distributions = distributions;
        this.access = new Access(directories.modules());
        this.permissions = access.permissions();
        this.user = mode == Mode.PERMIT_BUILT ? user() : Optional.empty();
    }

    private static Optional<UserPrincipal> user() {
        try {
            return Optional.of(Access.user());
        } catch (IOException noTemporaryFile) {
            return Optional.empty(); // then nothing is known to be the user's own
        }
    }

    /** The list of the data directory. */
    public Path list() {
        return own.path();
    }

    /**
     * Reads lists again that have changed, and looks who may write the modules directory; whether
     * what is permitted may have changed by that. For one thread.
     */
    public boolean refresh() {
        boolean ownChanged = own.refresh();
        boolean distributionsChanged = distributions.refresh();
        var before = permissions;
        permissions = access.permissions();
        return ownChanged || distributionsChanged || !permissions.equals(before);
    }

    /** The line that holds for a library, of whichever list. */
    public Optional<AuditLine> about(Identity library) {
        var hashes = hashes(library);
        return own.about(hashes).or(() -> distributions.about(hashes));
    }

    @Override
    public Decision decide(Identity library) {
        var problems = access.problems(library);
        return switch (mode) {
            case OFF ->
                    new Permitted(problems.stream().map(one -> one.at(Severity.WARNING)).toList());
            case ON, PERMIT_BUILT ->
                    problems.isEmpty() ? audited(library) : new Refused(Report.joined(problems));
        };
    }

    private Decision audited(Identity library) {
        if (isPermitted(library)) {
            return new Permitted(List.of());
        }
        var built = mode == Mode.PERMIT_BUILT ? notBuiltHere(library) : Optional.of("");
        return built.<Decision>map(why -> new NotAudited(notAudited(library, why)))
                .orElseGet(() -> new Permitted(List.of()));
    }

    private boolean isPermitted(Identity library) {
        return own.isUsable()
                && about(library).filter(line -> line.deed() == AuditLine.Deed.PERMIT).isPresent();
    }

    private Optional<String> notBuiltHere(Identity library) {
        return user.map(known -> access.notBuiltHere(library, known))
                .orElseGet(() -> Optional.of("the user that the host runs as is not known"));
    }

    private Report notAudited(Identity library, String notBuilt) {
        var missing = new Missing(library, own, distributions);
        return Report.error(
                "library \"%s\" is not audited".formatted(library.name()),
                missing.detail()
                        + (notBuilt.isEmpty()
                                ? ""
                                : "\nNor does it count as built here: %s.".formatted(notBuilt)),
                missing.hint(directories));
    }

    static List<String> hashes(Identity library) {
        return library.files().stream().map(HashedFile::sha256).toList();
    }
}
