package org.equipoise.launcher.verification;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Leaves and roots as {@code docs/methods/randomization.md} defines them, written a second time: the verifier shares no
 * code with the service that it checks.
 *
 * <p>A leaf is SHA-256 over 0x00 and the fields {@value #FORMAT}, study, list, stratum, position, randomization number,
 * kit, arm and salt; texts and the salt are preceded by their length in 4 bytes, the position takes 8 bytes, big-endian.
 * The root is that of RFC 6962, section 2.1.
 */
final class Commitment {

    private static final String FORMAT = "org.equipoise.list-entry/1";

    private Commitment() {}

    static String leaf(RevealedList list, RevealedList.Entry entry) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(0);
        for (String text : List.of(FORMAT, list.study(), list.list(), entry.stratum())) {
            append(data, text.getBytes(StandardCharsets.UTF_8));
        }
        data.writeBytes(
                ByteBuffer.allocate(Long.BYTES).putLong(entry.position()).array());
        for (String text : List.of(entry.randomizationNumber(), entry.kit(), entry.arm())) {
            append(data, text.getBytes(StandardCharsets.UTF_8));
        }
        append(data, HexFormat.of().parseHex(entry.salt()));
        return HexFormat.of().formatHex(sha256(data.toByteArray()));
    }

    static String root(List<String> leaves) {
        List<byte[]> hashes = leaves.stream().map(HexFormat.of()::parseHex).toList();
        return HexFormat.of().formatHex(hashes.isEmpty() ? sha256(new byte[0]) : node(hashes));
    }

    private static byte[] node(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(1);
        data.writeBytes(node(leaves.subList(0, left)));
        data.writeBytes(node(leaves.subList(left, leaves.size())));
        return sha256(data.toByteArray());
    }

    static void append(ByteArrayOutputStream data, byte[] field) {
        data.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
        data.writeBytes(field);
    }

    static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
