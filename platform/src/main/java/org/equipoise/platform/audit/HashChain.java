package org.equipoise.platform.audit;

/**
 * Tamper evidence for a stream of entries that is written one at a time: each hash covers the one before it, so that no
 * entry can be changed, removed or put in between without every later hash changing.
 *
 * <p>h(0) = SHA-256(stream), h(n) = SHA-256(h(n-1) || "\n" || canonical JSON of entry n), all in lower-case hexadecimal.
 */
public final class HashChain {

    private HashChain() {}

    /** The hash before a stream's first entry. */
    public static String genesis(String stream) {
        return CanonicalJson.sha256Text(stream);
    }

    /** The hash of an entry that follows {@code previousHash}. */
    public static String next(String previousHash, String canonicalJson) {
        return CanonicalJson.sha256Text(previousHash + "\n" + canonicalJson);
    }
}
