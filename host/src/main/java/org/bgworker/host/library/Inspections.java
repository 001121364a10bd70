package org.bgworker.host.library;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/**
 * Inspects libraries, and remembers from one start to the next what was found, by the SHA-256 of
 * their bytes. Only libraries without problems are remembered.
 *
 * <p>It is a cache: a file that cannot be read is written anew, one that cannot be written is done
 * without. Whoever calls keeps others from calling at the same time; but {@link #knows} and {@link
 * #ahead} may be called beside everything, by those who read libraries ahead.
 */
public final class Inspections {
    private final Reading inspector;
    private final Optional<InspectionFile> file;
    private final Map<String, Inspection> known = new ConcurrentHashMap<>();
    private final Map<String, Inspection> ahead = new ConcurrentHashMap<>();
    private final Set<String> used = new HashSet<>();
    private boolean changed;
    private Optional<FileTime> lastRead;

    private Inspections(Reading inspector, Optional<InspectionFile> file) {
        this.inspector = inspector;
        this.file = file;
        file.ifPresent(one -> known.putAll(one.read()));
        this.lastRead = file.flatMap(InspectionFile::modified);
    }

    /** Remembers nothing. */
    public static Inspections unremembered() {
        return new Inspections(new ByClassFiles(), Optional.empty());
    }

    /** Remembers in a file of the data directory. */
    public static Inspections in(Path data) {
        return in(data, new ByClassFiles());
    }

    static Inspections in(Path data, Reading inspector) {
        return new Inspections(inspector, Optional.of(InspectionFile.in(data)));
    }

    /**
     * Remembers libraries that were read otherwise, so that the host's next load of them need not
     * inspect them. What is remembered of others stays, unless a host writes at the same moment.
     *
     * @param data the data directory, which must exist
     */
    public static void remember(Path data, List<Contents> libraries) {
        var inspections = in(data);
        for (var one : libraries) {
            if (one.problems().isEmpty()) {
                var hashes = one.identity().files().stream().map(Gate.HashedFile::sha256).toList();
                inspections.known.put(Fingerprint.ofHashes(hashes), one.inspection());
                inspections.changed = true;
            }
        }
        inspections.save();
    }

    /** Reads what a library's classes declare. */
    @FunctionalInterface
    interface Reading {
        Inspection of(Candidate candidate);

        /** Of several libraries at once, as far as that works. */
        default Map<Candidate, Inspection> inCommon(List<Candidate> candidates) {
            return Map.of();
        }
    }

    private static final class ByClassFiles implements Reading {
        @Override
        public Inspection of(Candidate candidate) {
            return Inspector.inspect(candidate);
        }

        @Override
        public Map<Candidate, Inspection> inCommon(List<Candidate> candidates) {
            return CommonScan.inspect(candidates);
        }
    }

    /** Whether a library need not be inspected. */
    boolean knows(Candidate candidate) {
        return known.containsKey(candidate.fingerprint());
    }

    /** Inspects libraries that are about to be asked for, as far as that can be done in common. */
    void ahead(List<Candidate> candidates) {
        inspector
                .inCommon(candidates)
                .forEach((candidate, inspection) -> ahead.put(candidate.fingerprint(), inspection));
    }

    Inspection of(Candidate candidate) {
        var fingerprint = candidate.fingerprint();
        used.add(fingerprint);
        var inspected = Optional.ofNullable(ahead.remove(fingerprint));
        if (inspected.isEmpty() && !known.containsKey(fingerprint)) {
            readAgain();
        }
        var remembered = known.get(fingerprint);
        if (remembered != null) {
            return remembered;
        }
        var inspection = inspected.orElseGet(() -> inspector.of(candidate));
        if (file.isPresent() && inspection.problems().isEmpty()) {
            known.put(fingerprint, inspection);
            changed = true;
        }
        return inspection;
    }

    /** Whoever permits a library inspects it, and the host that is about to load it runs on. */
    private void readAgain() {
        var modified = file.flatMap(InspectionFile::modified);
        if (!modified.equals(lastRead)) {
            lastRead = modified;
            file.ifPresent(one -> one.read().forEach(known::putIfAbsent));
        }
    }

    /** Forgets the libraries that were not asked for yet. */
    void forgetOthers() {
        ahead.clear();
        changed |= known.keySet().retainAll(used);
    }

    /** Writes what is new, if anything is. */
    void save() {
        if (!changed || file.isEmpty()) {
            return;
        }
        changed = false;
        readAgain();
        try {
            file.orElseThrow().write(known);
            lastRead = file.flatMap(InspectionFile::modified);
        } catch (IOException failed) {
            Log.write(
                    new Report(
                            Severity.DEBUG1,
                            "could not write file \"%s\"".formatted(file.orElseThrow().path()),
                            "%s.".formatted(FileFailure.reason(failed)),
                            "Libraries are inspected again at the next start."));
        }
    }
}
