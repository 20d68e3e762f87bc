package org.equipoise.platform.audit;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How far a hash chain has come.
 *
 * @param stream the chain's name
 * @param seq the number of its last entry, counted from 1; 0 before the first
 * @param hash the hash of that entry; {@link HashChain#genesis} before the first
 */
public record ChainHead(String stream, long seq, String hash) {

    /** The bytes that stand for this head under a Merkle root. */
    byte[] leaf() {
        return CanonicalJson.of(Map.of("stream", stream, "seq", seq, "hash", hash))
                .getBytes(StandardCharsets.UTF_8);
    }
}
