package org.equipoise.platform.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One hash over many byte strings in their order, as in RFC 6962, section 2.1: with H = SHA-256, a leaf's hash is H(0x00 ‖
 * leaf), an inner node's is H(0x01 ‖ left ‖ right), the left side holds the greatest power of two of leaves that leaves
 * something to the right, and the root of nothing is H().
 */
public final class MerkleRoot {

    private MerkleRoot() {}

    /** The root, as 64 lower-case hexadecimal digits. */
    public static String of(List<byte[]> leaves) {
        return HexFormat.of().formatHex(leaves.isEmpty() ? sha256().digest() : node(leaves));
    }

    private static byte[] node(List<byte[]> leaves) {
        MessageDigest digest = sha256();
        if (leaves.size() == 1) {
            digest.update((byte) 0x00);
            return digest.digest(leaves.get(0));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        digest.update((byte) 0x01);
        digest.update(node(leaves.subList(0, split)));
        return digest.digest(node(leaves.subList(split, leaves.size())));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
