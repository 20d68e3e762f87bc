package org.equipoise.randomizer.domain.list;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A commitment to a whole list by one hash: after the root is published, no entry can be changed, added or left out
 * unnoticed.
 *
 * <p><b>Rule.</b> With H = SHA-256 and ‖ for concatenation,
 *
 * <pre>
 *   leaf hash of data d           = H(0x00 ‖ d)
 *   root of no leaves             = H()
 *   root of one leaf              = its leaf hash
 *   root of n leaves l[0 : n]     = H(0x01 ‖ root(l[0 : k]) ‖ root(l[k : n])),  k the greatest power of two below n
 * </pre>
 *
 * The two prefixes keep a leaf from being passed off as an inner node.
 *
 * <p>Source: B. Laurie, A. Langley, E. Kasper: <i>Certificate Transparency</i>, RFC 6962 (2013), section 2.1.
 */
public final class MerkleTree {

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private MerkleTree() {}

    /** The hash of a leaf's data, as 64 lower-case hexadecimal digits. */
    public static String leafHash(byte[] data) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return HexFormat.of().formatHex(digest.digest(data));
    }

    /**
     * The root over leaf hashes in their order.
     *
     * @param leafHashes hashes as {@link #leafHash} gives them
     * @return the root, as 64 lower-case hexadecimal digits
     */
    public static String root(List<String> leafHashes) {
        byte[] root = leafHashes.isEmpty() ? sha256().digest() : node(leafHashes);
        return HexFormat.of().formatHex(root);
    }

    private static byte[] node(List<String> leafHashes) {
        int count = leafHashes.size();
        if (count == 1) {
            return HexFormat.of().parseHex(leafHashes.get(0));
        }
        int split = Integer.highestOneBit(count - 1);
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(node(leafHashes.subList(0, split)));
        return digest.digest(node(leafHashes.subList(split, count)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
