package org.bgworker.sample.file_ingest;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import org.bgworker.spi.WorkerContext;

/**
 * Loads a file exactly once, whenever the process may be killed.
 *
 * <p>A file is loaded in batches, each one transaction that also says how far the content has been
 * loaded; after a kill it goes on there. When the last batch is committed the file is moved away;
 * killed before the move, it is known as complete, and only moved. The file is read once, whole:
 * what is hashed is what is loaded, whatever becomes of the file meanwhile.
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
            var content = read(file);
            check(content);
            var known = store.begin(sha256(content), file.getFileName().toString());
            if (known.complete()) {
                LOG.log(INFO, "%s: loaded before, as %s".formatted(file, known.name()));
            } else {
                LOG.log(INFO, "%s: %s".formatted(file, load(content, known.lastLine())));
            }
            inbox.moveToDone(file);
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

    private static byte[] read(Path file) throws IOException {
        if (Files.size(file) > Integer.MAX_VALUE / 2) {
            throw new IOException("it is larger than 1 GB");
        }
        return Files.readAllBytes(file);
    }

    /** A file that cannot be read to its end is not begun. */
    private static void check(byte[] content) throws IOException {
        var lines = new TransitionFile(new ByteArrayInputStream(content));
        while (lines.next() != null) {
            // a line that can be read, good or bad
        }
    }

    /** Loads what comes after a line, and tells what the whole file had. */
    private String load(byte[] content, long lastLine) throws IOException, SQLException {
        int batch = context.settings().getInt("file_ingest.batch_size");
        var lines = new TransitionFile(new ByteArrayInputStream(content));
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.number() > lastLine && store.add(line) % batch == 0) {
                store.commit();
                context.reportProgress(line.number(), 0);
                context.checkForInterrupts();
            }
        }
        return store.complete();
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    /** SQLSTATE class 22: a value that the database does not take. */
    private static boolean isDataException(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("22");
    }
}
