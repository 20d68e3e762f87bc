package org.equipoise.randomizer.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.randomizer.domain.plan.EnrolmentCaps;

/** The caps as the text in their column. */
final class CapsText {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Integer>> CAPS = new TypeReference<>() {};

    private CapsText() {}

    static String of(EnrolmentCaps caps) {
        return CanonicalJson.of(caps.ordered());
    }

    /** Plans published before caps had scopes have the study's cap in a column of its own. */
    static EnrolmentCaps parse(String text, Integer studyCap) {
        try {
            Map<String, Integer> caps = new TreeMap<>(JSON.readValue(text, CAPS));
            if (studyCap != null) {
                caps.putIfAbsent(EnrolmentCaps.STUDY, studyCap);
            }
            return new EnrolmentCaps(caps);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored caps are not JSON", e);
        }
    }
}
