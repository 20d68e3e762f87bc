package org.equipoise.stats.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.platform.audit.CanonicalJson;

/**
 * Whether a computation came to the same again.
 *
 * @param same whether both hashes are equal
 * @param differences where the two differ, as JSON pointers; at most 50
 */
public record Recomputation(
        @Schema(description = "Whether both hashes are equal")
        boolean same,

        @Schema(description = "SHA-256 of the stored result")
        String storedHash,

        @Schema(description = "SHA-256 of the result computed now")
        String recomputedHash,

        @Schema(description = "Program that computed the stored result")
        String storedCodeVersion,

        @Schema(description = "Program that computed it now")
        String presentCodeVersion,

        @Schema(description = "Where the two differ, as JSON pointers; empty if they are the same")
        List<String> differences) {

    private static final int MOST_DIFFERENCES = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Recomputation of(CompletedRun stored, CompletedRun again, String presentCodeVersion) {
        List<String> differences = new ArrayList<>();
        compare(tree(stored), tree(again), "", differences);
        String storedHash = stored.contentHash();
        String recomputedHash = again.contentHash();
        return new Recomputation(
                storedHash.equals(recomputedHash),
                storedHash,
                recomputedHash,
                stored.evidence().provenance().codeVersion(),
                presentCodeVersion,
                differences.stream().limit(MOST_DIFFERENCES).toList());
    }

    private static JsonNode tree(CompletedRun run) {
        try {
            return JSON.readTree(CanonicalJson.of(run));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A run has no JSON form");
        }
    }

    private static void compare(JsonNode one, JsonNode other, String at, List<String> differences) {
        if (one.isObject() && other.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(one.path(name), other.path(name), at + "/" + name, differences));
        } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(one.get(i), other.get(i), at + "/" + i, differences);
            }
        } else if (!one.equals(other)) {
            differences.add(at);
        }
    }
}
