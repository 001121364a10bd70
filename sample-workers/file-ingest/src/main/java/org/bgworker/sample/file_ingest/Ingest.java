package org.bgworker.sample.file_ingest;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import org.bgworker.spi.WorkerContext;

/**
 * Loads a file exactly once, whenever the process may be killed.
 *
 * <p>One transaction has the file's hash and all its lines; then the file is moved away. Killed
 * before the commit, nothing of it is in the database; killed before the move, its hash is, and it
 * is only moved.
 */
final class Ingest {
    private static final System.Logger LOG = System.getLogger("file_ingest");

    private final WorkerContext context;
    private final IngestStore store;

    Ingest(WorkerContext context, IngestStore store) {
        this.context = context;
        this.store = store;
    }

    /** Loads a file if its content is new, and moves it away. */
    void ingest(Path file, Inbox inbox) throws SQLException, NoSuchAlgorithmException {
        try {
            var sha256 = sha256(file);
            var known = store.nameOf(sha256);
            if (known.isPresent()) {
                LOG.log(INFO, "%s: loaded before, as %s".formatted(file, known.get()));
                inbox.moveToDone(file);
            } else if (load(file, sha256)) {
                inbox.moveToDone(file);
            }
        } catch (NoSuchFileException e) {
            LOG.log(INFO, file + " has gone"); // somebody has taken it back
        } catch (IOException e) {
            fail(file, inbox, e);
        } catch (SQLException e) {
            if (!isDataException(e)) {
                throw e; // not the file's fault; this worker is restarted and tries again
            }
            fail(file, inbox, e);
        }
    }

    private void fail(Path file, Inbox inbox, Exception reason) throws SQLException {
        store.rollback();
        LOG.log(WARNING, file + ": cannot be loaded", reason);
        inbox.moveToFailed(file);
    }

    /** Whether the file was loaded, and not changed by somebody meanwhile. */
    private boolean load(Path file, String sha256)
            throws IOException, SQLException, NoSuchAlgorithmException {
        int batch = context.settings().getInt("file_ingest.batch_size");
        try (var in = open(file)) {
            var lines = new TransitionFile(in);
            store.begin(sha256, file.getFileName().toString());
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (store.add(line) % batch == 0) {
                    store.flush();
                    context.checkForInterrupts();
                }
            }
            if (!hash(in).equals(sha256)) {
                LOG.log(INFO, file + " changed while it was loaded, trying again");
                store.rollback();
                return false;
            }
        }
        LOG.log(INFO, "%s: %s".formatted(file, store.commit()));
        return true;
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        try (var in = open(file)) {
            in.transferTo(OutputStream.nullOutputStream());
            return hash(in);
        }
    }

    private static DigestInputStream open(Path file) throws IOException, NoSuchAlgorithmException {
        return new DigestInputStream(
                Files.newInputStream(file), MessageDigest.getInstance("SHA-256"));
    }

    private static String hash(DigestInputStream read) {
        return HexFormat.of().formatHex(read.getMessageDigest().digest());
    }

    /** SQLSTATE class 22: a value that the database does not take. */
    private static boolean isDataException(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("22");
    }
}
