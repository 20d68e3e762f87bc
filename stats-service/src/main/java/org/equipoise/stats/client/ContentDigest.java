package org.equipoise.stats.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.equipoise.platform.audit.CanonicalJson;

/** SHA-256 of the canonical list of all items of a data cut, taken as they pass by. */
final class ContentDigest {

    private final MessageDigest digest;
    private boolean empty = true;

    ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    void add(JsonNode item) {
        write(empty ? "[" : ",");
        write(CanonicalJson.of(item));
        empty = false;
    }

    /** Of all items so far; ends the list. */
    String hash() {
        write(empty ? "[]" : "]");
        return HexFormat.of().formatHex(digest.digest());
    }

    private void write(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
