package org.equipoise.randomizer.rest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.ListPurpose;
import org.equipoise.randomizer.application.UniqueRequest;

/** Reads what several operations take. */
final class Requests {

    static final String DEFAULT_LIMIT = "50";
    static final String IDENTIFIER = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";
    static final String IDENTIFIER_RULE = "must be 1 to 40 letters, digits, points, hyphens or underscores";
    private static final int MOST = 200;

    private Requests() {}

    static UniqueRequest unique(String key, String path, Object body) {
        return unique(key, "POST", path, body);
    }

    static UniqueRequest unique(String key, String method, String path, Object body) {
        return new UniqueRequest(IdempotencyKey.parse(key).value(), IdempotencyKey.fingerprint(method, path, body));
    }

    /** An identifier that stands in an address. */
    static String identifier(String name, String value) {
        if (!value.matches(IDENTIFIER)) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "'" + name + "' is " + value + "; it " + IDENTIFIER_RULE + ".")
                    .fix("Correct the address.");
        }
        return value;
    }

    /** What stands for a body that is no JSON in the fingerprint of a request. */
    static Map<String, String> content(byte[] body) {
        return Map.of(
                "content",
                CanonicalJson.sha256Text(new String(body == null ? new byte[0] : body, StandardCharsets.ISO_8859_1)));
    }

    static ListPurpose purpose(String code) {
        return ListPurpose.of(code)
                .orElseThrow(() -> Refusal.of(ProblemType.INVALID_VALUE, "'purpose' is " + code + ".")
                        .fix("Use live or test, or leave it out for live."));
    }

    static byte[] csv(String type, byte[] body) {
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("text/csv")) {
            throw Refusal.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body is " + type + ", and a list is CSV.")
                    .fix("Send the list as text/csv.");
        }
        return body == null ? new byte[0] : body;
    }

    static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of range
        }
        throw Refusal.of(ProblemType.INVALID_VALUE, "'limit' is " + text + ".")
                .fix("Use a limit from 1 to " + MOST + ", or leave it out.");
    }

    static long after(String after) {
        if (after == null) {
            return 0;
        }
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "'after' is not the 'next' of an earlier page: " + after)
                    .fix("Take 'after' from the member 'next' of the page before, or leave it out.");
        }
    }
}
