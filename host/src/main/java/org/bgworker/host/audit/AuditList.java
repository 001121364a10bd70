package org.bgworker.host.audit;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;

/**
 * A list of audited modules, as it was when it was last looked at. An absent list permits nothing;
 * one that cannot be read keeps what it said before, and if it never could be read it is unusable.
 *
 * <p>May be used by several threads.
 */
public final class AuditList {
    private static final String NAME = "audited_modules";

    private final AuditFile file;
    private final Consumer<Report> listener;
    private Stamp stamp = Stamp.NONE;
    private Optional<Report> problem = Optional.empty();
    private Optional<List<AuditLine>> lines = Optional.empty();
    private Map<String, AuditLine> last = Map.of();

    private AuditList(Path file, Consumer<Report> listener) {
        this.file = new AuditFile(file);
        this.listener = listener;
        refresh();
    }

    /**
     * Reads the list of a data directory.
     *
     * @param listener is told what is wrong with the list, once
     */
    public static AuditList in(Path data, Consumer<Report> listener) {
        return new AuditList(data.resolve(NAME), listener);
    }

    /** Reads the list that came with the host, beside the folder of its own jar. */
    public static AuditList ofTheDistribution(Consumer<Report> listener) {
        try {
            var source = AuditList.class.getProtectionDomain().getCodeSource().getLocation();
            var beside = Path.of(source.toURI()).resolveSibling("../" + NAME).normalize();
            return new AuditList(beside, listener);
        } catch (URISyntaxException noFile) {
            throw new IllegalStateException(noFile);
        }
    }

    /** Where it lies. */
    public Path path() {
        return file.path();
    }

    /** Reads the list again if its file has changed; whether that changed what it says. */
    public synchronized boolean refresh() {
        var now = Stamp.of(file.path());
        if (problem.isEmpty() && now.equals(stamp)) {
            return false;
        }
        stamp = now;
        var before = lines;
        try {
            take(file.read());
            problem = Optional.empty();
        } catch (ReportException bad) {
            var report = toTell(bad.report());
            if (!Optional.of(report).equals(problem)) {
                problem = Optional.of(report);
                listener.accept(report);
            }
        }
        return !lines.equals(before);
    }

    private void take(List<AuditLine> read) {
        var newest = new HashMap<String, AuditLine>();
        read.forEach(line -> newest.put(line.key(), line));
        lines = Optional.of(read);
        last = newest;
    }

    private Report toTell(Report bad) {
        var more = bad.detail() + " What the list said before goes on to hold.";
        return lines.isEmpty()
                ? bad
                : new Report(Severity.WARNING, bad.primary(), more.strip(), bad.hint());
    }

    /** Whether it could be read, now or before. */
    public synchronized boolean isUsable() {
        return lines.isPresent();
    }

    /** All lines, the oldest first. */
    public synchronized List<AuditLine> lines() {
        return lines.orElse(List.of());
    }

    /**
     * The line that holds for a library: the last about exactly its files.
     *
     * @param hashes the SHA-256 of each of its files
     */
    public synchronized Optional<AuditLine> about(List<String> hashes) {
        return Optional.ofNullable(last.get(AuditLine.key(hashes)));
    }

    /**
     * Writes lines at the end of the file, all or none. For the command: a host never does it.
     *
     * @throws ReportException if the list is not usable or cannot be written
     */
    public void append(List<AuditLine> more) throws ReportException {
        file.append(more);
        refresh();
    }
}
