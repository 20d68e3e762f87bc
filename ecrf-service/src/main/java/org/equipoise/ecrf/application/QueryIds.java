package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Locale;
import org.equipoise.platform.audit.CanonicalJson;

/** Ids of queries: they sort in the order in which queries were raised, and say nothing else. */
final class QueryIds {
    private QueryIds() {}

    static String of(Instant raisedAt, String origin) {
        return String.format(
                Locale.ROOT,
                "Q%011x%s",
                raisedAt.toEpochMilli(),
                CanonicalJson.sha256Text(origin).substring(0, 10));
    }
}
