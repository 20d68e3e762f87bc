package org.equipoise.ecrf.application;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the canonical JSON of a list whose elements pass by one after the other and are not kept. */
final class ListDigest {
    private final MessageDigest digest;
    private boolean isEmpty = true;

    ListDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The canonical text of the next element. */
    void add(String canonical) {
        write(isEmpty ? "[" : ",");
        write(canonical);
        isEmpty = false;
    }

    /** To be asked once, after the last element. */
    String hash() {
        write(isEmpty ? "[]" : "]");
        return HexFormat.of().formatHex(digest.digest());
    }

    private void write(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
