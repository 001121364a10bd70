package bgwprobe;

import java.time.Duration;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Datum;
import org.bgworker.spi.Extra;
import org.bgworker.spi.Registrar;
import org.bgworker.spi.Setting;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerLibrary;

/** Registers the static workers of a trace: of A, of D2, or the driver of the dynamic ones. */
@Setting(
        name = "bgwprobe.trace",
        type = Setting.Type.STRING,
        defaultValue = "",
        description = "What to replay.")
public final class Init implements WorkerLibrary {
    private static final StartTime[] OF_A = {
        StartTime.POSTMASTER_START,
        StartTime.CONSISTENT_STATE,
        StartTime.RECOVERY_FINISHED,
        StartTime.POSTMASTER_START,
        StartTime.CONSISTENT_STATE
    };

    @Override
    public void init(Registrar registrar) {
        var trace = registrar.settings().getString("bgwprobe.trace");
        switch (trace) {
            case "A" -> {
                for (int i = 0; i < OF_A.length; i++) {
                    registrar.register(probe(i, "loop").startTime(OF_A[i]).build());
                }
            }
            case "D2" ->
                    registrar.register(
                            probe(0, "return at reload")
                                    .startTime(StartTime.POSTMASTER_START)
                                    .restartAfter(Duration.ofSeconds(1))
                                    .build());
            case "1 to 24", "25" ->
                    registrar.register(
                            BackgroundWorker.named("driver")
                                    .library("bgwprobe")
                                    .function("driver")
                                    .extra(Extra.of(trace))
                                    .build());
            default -> {}
        }
    }

    private static BackgroundWorker.Builder probe(int number, String how) {
        return BackgroundWorker.named("static " + number)
                .type("bgwprobe static")
                .library("bgwprobe")
                .function("bgwprobe_main")
                .mainArg(Datum.of(2000 + number))
                .extra(Extra.of(how));
    }
}
