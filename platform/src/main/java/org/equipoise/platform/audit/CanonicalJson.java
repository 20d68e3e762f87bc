package org.equipoise.platform.audit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * One text for one JSON value: members sorted by name, no white space, numbers without trailing zeros, instants as ISO
 * 8601. Hashes are taken over this text, so that the same content has the same hash wherever it is computed. In the
 * spirit of RFC 8785; numbers are written as plain decimals instead of ECMAScript's shortest form.
 */
public final class CanonicalJson {

    /** Beyond these, a whole number keeps its exponent: nobody's 1e999999999 is written out. */
    private static final int MOST_ZEROS = 100;

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private CanonicalJson() {}

    /** The canonical text of a record, map, list, JSON tree or scalar. */
    public static String of(Object value) {
        return sorted(JSON.valueToTree(value)).toString();
    }

    /** SHA-256 of the canonical text, as 64 lower-case hexadecimal digits. */
    public static String sha256(Object value) {
        return sha256Text(of(value));
    }

    /** SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits. */
    public static String sha256Text(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            object.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            ObjectNode result = JSON.createObjectNode();
            members.forEach(result::set);
            return result;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = JSON.createArrayNode();
            array.forEach(element -> result.add(sorted(element)));
            return result;
        }
        return node != null && node.isNumber() ? number(node) : node;
    }

    private static JsonNode number(JsonNode node) {
        BigDecimal plain = node.decimalValue().stripTrailingZeros();
        boolean whole = plain.scale() < 0 && plain.scale() >= -MOST_ZEROS;
        return JSON.getNodeFactory().numberNode(whole ? plain.setScale(0) : plain);
    }
}
