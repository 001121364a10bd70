/** JSON of plain trees. */
package org.bgworker.host.json;
