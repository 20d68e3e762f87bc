package org.equipoise.stats.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;

/**
 * The canonical text of a plan, over which it is hashed. A plan that makes no use of what plans can say since has the text that
 * it had before.
 */
public final class PlanText {

    private static final String KEY_SECONDARY = "keySecondary";
    private static final String OF = "of";
    private static final List<String> OF_TESTED = List.of(OF, "visit", "direction", "spending");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PlanText() {}

    static String of(AnalysisDefinition definition) {
        ObjectNode plan = tree(CanonicalJson.of(definition));
        removeNulls(plan, List.of("charter"));
        for (JsonNode entry : plan.path(KEY_SECONDARY)) {
            if (entry instanceof ObjectNode hypothesis) {
                removeNulls(hypothesis, OF_TESTED);
            }
        }
        return CanonicalJson.of(plan);
    }

    /**
     * Reads a stored plan. Key secondary endpoints without an analysis are descriptive and were once of any form: they are left
     * out, since nothing is computed from them.
     *
     * @throws JsonProcessingException if the text is no plan
     */
    public static AnalysisDefinition read(String stored, ObjectMapper json) throws JsonProcessingException {
        ObjectNode plan = (ObjectNode) json.readTree(stored);
        JsonNode entries = plan.path(KEY_SECONDARY);
        if (StreamSupport.stream(entries.spliterator(), false)
                .noneMatch(entry -> entry.path(OF).isTextual())) {
            plan.putArray(KEY_SECONDARY);
        }
        return json.treeToValue(plan, AnalysisDefinition.class);
    }

    private static ObjectNode tree(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Canonical JSON can be read", e);
        }
    }

    private static void removeNulls(ObjectNode node, List<String> members) {
        members.stream().filter(member -> node.path(member).isNull()).forEach(node::remove);
    }
}
