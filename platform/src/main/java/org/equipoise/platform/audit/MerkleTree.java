package org.equipoise.platform.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The tree under a {@link MerkleRoot}, kept so that it can be shown of one leaf that it is there without showing the others.
 *
 * <p>Level by level, neighbours are joined from the left, and what is left over at the right goes up as it is; that is the tree
 * of RFC 6962, section 2.1. The path of a leaf (section 2.1.1) names what it is joined with on its way to the root.
 */
public final class MerkleTree {

    private static final int HASH_BYTES = 32;

    private final List<List<byte[]>> levels = new ArrayList<>();

    /** The tree over some leaves in their order. */
    public MerkleTree(List<byte[]> leaves) {
        levels.add(leaves.stream().map(MerkleTree::leaf).toList());
        while (top().size() > 1) {
            levels.add(above(top()));
        }
    }

    /** The root, as 64 lower-case hexadecimal digits. */
    public String root() {
        return HexFormat.of().formatHex(top().isEmpty() ? sha256().digest() : top().get(0));
    }

    /** How many leaves there are. */
    public int size() {
        return levels.get(0).size();
    }

    /**
     * What a leaf is joined with, the lowest first.
     *
     * @param index the leaf's place, from 0
     * @return hashes as 64 lower-case hexadecimal digits; none for the only leaf
     */
    public List<String> path(int index) {
        List<String> path = new ArrayList<>();
        int place = index;
        for (List<byte[]> level : levels) {
            int neighbour = place ^ 1;
            if (neighbour < level.size()) {
                path.add(HexFormat.of().formatHex(level.get(neighbour)));
            }
            place /= 2;
        }
        return path;
    }

    /**
     * The root that a leaf and its path lead to.
     *
     * @param leaf the leaf
     * @param index its place, from 0
     * @param size how many leaves the tree has
     * @param path what it is joined with
     * @return the root; empty if no tree of that size has a path like that
     */
    public static Optional<String> root(byte[] leaf, int index, int size, List<String> path) {
        if (index < 0 || index >= size) {
            return Optional.empty();
        }
        byte[] hash = leaf(leaf);
        int used = 0;
        int place = index;
        for (int width = size; width > 1; width = (width + 1) / 2) {
            if ((place ^ 1) < width) {
                if (used == path.size()) {
                    return Optional.empty();
                }
                Optional<byte[]> other = parsed(path.get(used++));
                if (other.isEmpty()) {
                    return Optional.empty();
                }
                hash = place % 2 == 0 ? node(hash, other.get()) : node(other.get(), hash);
            }
            place /= 2;
        }
        return used == path.size() ? Optional.of(HexFormat.of().formatHex(hash)) : Optional.empty();
    }

    private List<byte[]> top() {
        return levels.get(levels.size() - 1);
    }

    private static List<byte[]> above(List<byte[]> level) {
        List<byte[]> above = new ArrayList<>();
        for (int i = 0; i < level.size(); i += 2) {
            above.add(i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
        }
        return above;
    }

    private static Optional<byte[]> parsed(String hash) {
        try {
            return Optional.of(HexFormat.of().parseHex(hash)).filter(bytes -> bytes.length == HASH_BYTES);
        } catch (IllegalArgumentException noHash) {
            return Optional.empty();
        }
    }

    static byte[] leaf(byte[] leaf) {
        MessageDigest digest = sha256();
        digest.update((byte) 0x00);
        return digest.digest(leaf);
    }

    static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update((byte) 0x01);
        digest.update(left);
        return digest.digest(right);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
