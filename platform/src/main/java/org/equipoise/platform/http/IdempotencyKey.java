package org.equipoise.platform.http;

import java.util.regex.Pattern;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** The caller's own name for one create: the same key with the same request has one effect and one answer. */
public record IdempotencyKey(String value) {

    public static final String HEADER = "Idempotency-Key";
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]{1,200}");

    /**
     * Reads the header.
     *
     * @throws Refusal {@code idempotency-key-missing} if it is absent or not 1 to 200 printable characters
     */
    public static IdempotencyKey parse(String header) {
        if (header == null || !PRINTABLE.matcher(header).matches()) {
            throw Refusal.of(
                            ProblemType.IDEMPOTENCY_KEY_MISSING,
                            "This operation creates something, and the header Idempotency-Key is "
                                    + (header == null ? "absent." : "not 1 to 200 printable characters."))
                    .fix("Send a new UUID as Idempotency-Key, and the same one when you repeat the request.");
        }
        return new IdempotencyKey(header);
    }

    /** Identifies the request behind a key: SHA-256 over method, path and the canonical body. */
    public static String fingerprint(String method, String path, Object body) {
        return CanonicalJson.sha256Text(method + "\n" + path + "\n" + CanonicalJson.of(body));
    }
}
