package org.bgworker.host.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.bgworker.spi.Setting;
import org.junit.jupiter.api.Test;

/** Rules R34 and R39: what the host's own settings take. */
final class HostSettingsTest {
    @Test
    void R39_max_worker_processes_is_8_or_up_to_262143_from_the_start_of_the_host() {
        var declaration =
                HostSettings.all().stream()
                        .filter(one -> one.name().equals("max_worker_processes"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("8", declaration.defaultValue());
        assertEquals("0 to 262143", declaration.range());
        assertEquals(Setting.Context.POSTMASTER, declaration.context());
    }

    @Test
    void R34_a_list_of_libraries_with_empty_names_is_taken_for_the_others() {
        assertEquals(List.of("a", "b"), preloaded(" a,,b, a,"));
        assertEquals(List.of(), preloaded(","));
    }

    private static List<String> preloaded(String list) {
        var table =
                new SettingTable(
                        Path.of("none"),
                        false,
                        List.of(new Assignment("shared_preload_libraries", list, "in a test")));
        assertEquals(List.of(), table.load());
        return HostSettings.preloaded(table.values());
    }
}
