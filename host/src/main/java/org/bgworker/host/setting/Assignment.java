package org.bgworker.host.setting;

/**
 * A value that somebody wrote.
 *
 * @param name of the setting, in lower case
 * @param value as written, without quotes
 * @param origin where
 */
public record Assignment(String name, String value, String origin) {}
