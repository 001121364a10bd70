package org.bgworker.host.audit;

import java.time.Instant;
import java.util.List;

/** Lines of a list, to start from. */
final class Lines {
    static final String A = "a".repeat(64);
    static final String B = "b".repeat(64);
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Lines() {}

    static AuditLine permit(String... hashes) {
        return line(AuditLine.Deed.PERMIT, hashes);
    }

    static AuditLine revoke(String... hashes) {
        return line(AuditLine.Deed.REVOKE, hashes);
    }

    private static AuditLine line(AuditLine.Deed deed, String... hashes) {
        return new AuditLine(deed, "p", "1.0", NOON, "ann", List.of(hashes), "");
    }
}
