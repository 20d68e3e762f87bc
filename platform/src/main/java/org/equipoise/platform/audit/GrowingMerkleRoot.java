package org.equipoise.platform.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/**
 * The {@link MerkleRoot} over leaves that pass by one after the other and are not kept. What is kept are the roots of the complete
 * subtrees so far, one for each binary digit 1 of the number of leaves (RFC 6962, section 2.1: the left side of a node is always
 * complete): 20 hashes for a million leaves.
 */
public final class GrowingMerkleRoot {

    private final Deque<byte[]> complete = new ArrayDeque<>();
    private long leaves;

    /** Takes the next leaf. */
    public void add(byte[] leaf) {
        byte[] hash = MerkleTree.leaf(leaf);
        for (long digits = leaves; (digits & 1) == 1; digits >>= 1) {
            hash = MerkleTree.node(complete.pop(), hash);
        }
        complete.push(hash);
        leaves++;
    }

    /** The root over the leaves so far, as 64 lower-case hexadecimal digits. */
    public String root() {
        byte[] root = null;
        for (byte[] left : complete) {
            root = root == null ? left : MerkleTree.node(left, root);
        }
        return HexFormat.of().formatHex(root == null ? MerkleTree.sha256().digest() : root);
    }

    /** The same leaves; what is added to one is not in the other. */
    GrowingMerkleRoot copy() {
        GrowingMerkleRoot copy = new GrowingMerkleRoot();
        copy.complete.addAll(complete);
        copy.leaves = leaves;
        return copy;
    }
}
