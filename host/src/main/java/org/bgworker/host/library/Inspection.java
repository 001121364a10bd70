package org.bgworker.host.library;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.report.Report;
import org.bgworker.host.setting.Declaration;

/**
 * What a library's classes declare, read without loading one.
 *
 * @param functions class names of the {@code WorkerMain} providers, by function name
 * @param library class name of the {@code WorkerLibrary} provider
 * @param settings declared by annotation
 * @param problems what is wrong with them
 */
public record Inspection(
        Map<String, String> functions,
        Optional<String> library,
        List<Declaration> settings,
        List<Report> problems) {}
