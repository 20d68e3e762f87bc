package org.equipoise.randomizer.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.randomizer.domain.allocation.Stratification;
import org.equipoise.randomizer.domain.allocation.StratificationFactor;

/** The stratification factors as the text in their column. */
final class FactorsText {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<StratificationFactor>> FACTORS = new TypeReference<>() {};

    private FactorsText() {}

    static String of(Stratification stratification) {
        return CanonicalJson.of(stratification.factors());
    }

    static Stratification parse(String text) {
        try {
            return new Stratification(JSON.readValue(text, FACTORS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored factors are not JSON", e);
        }
    }
}
