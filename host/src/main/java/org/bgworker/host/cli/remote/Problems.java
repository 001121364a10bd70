package org.bgworker.host.cli.remote;

import java.util.List;
import java.util.Map;
import org.bgworker.host.cli.Screen;
import org.bgworker.host.client.Trees;

/**
 * What a host has found wrong with the settings.
 *
 * @param list as it has answered
 */
record Problems(List<Map<String, Object>> list) {
    static Problems of(Map<String, Object> answer) {
        return new Problems(Trees.maps(answer.getOrDefault("problems", List.of())));
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    void print(Screen screen) {
        for (var one : list) {
            part(screen, Trees.text(one, "severity"), Trees.text(one, "primary"));
            part(screen, "DETAIL", Trees.text(one, "detail"));
            part(screen, "HINT", Trees.text(one, "hint"));
        }
    }

    private static void part(Screen screen, String label, String text) {
        var before = label + ":  ";
        for (var line : text.lines().toList()) {
            screen.line(before + line);
            before = " ".repeat(9); // so that it does not look like a part
        }
    }
}
