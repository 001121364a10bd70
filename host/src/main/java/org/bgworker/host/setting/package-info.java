/**
 * Settings: where they are declared, how their values are read, and which hold now.
 *
 * <p>{@link org.bgworker.host.setting.SettingTable} owns the values; everybody reads immutable
 * {@link org.bgworker.host.setting.Values}.
 */
package org.bgworker.host.setting;
