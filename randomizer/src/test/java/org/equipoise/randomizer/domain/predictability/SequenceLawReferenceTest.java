package org.equipoise.randomizer.domain.predictability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.equipoise.randomizer.domain.allocation.AllocationRatio;
import org.equipoise.randomizer.domain.allocation.EfronBiasedCoin;
import org.equipoise.randomizer.domain.allocation.Fraction;
import org.equipoise.randomizer.domain.allocation.SequenceLawsReferenceTest;
import org.equipoise.randomizer.domain.allocation.SequenceMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceLawReferenceTest {

    private static final AllocationRatio ONE_TO_ONE = new AllocationRatio(List.of(1, 1));

    /** R's randomizeR, 13 digits; provenance in {@code reference/sequence-laws.json}. */
    @ParameterizedTest
    @MethodSource("org.equipoise.randomizer.domain.allocation.SequenceLawsReferenceTest#laws")
    void theExpectedShareOfCorrectGuessesIsTheReferences(JsonNode reference) {
        int n = reference.path("n").asInt();
        SequenceMethod method =
                SequenceLawsReferenceTest.method(reference.path("procedure").asText(), n);
        assertThat(mean(SequenceLaw.of(method, ONE_TO_ONE, n).orElseThrow().convergence()))
                .isEqualTo(reference.path("expectedCorrectGuessCS").asDouble(), offset(1e-12));
    }

    /** By hand, p = 2/3: at first a coin; then 2/3; at third D is 0 with 2/3 (a coin) and else 2 (2/3). */
    @Test
    void aGuesserWhoKnowsEfronsCoinDoesNoBetter() {
        SequenceLaw law = SequenceLaw.of(new EfronBiasedCoin(new Fraction(2, 3)), ONE_TO_ONE, 3)
                .orElseThrow();
        assertThat(law.convergence().get(0)).isEqualTo(0.5, offset(1e-12));
        assertThat(law.convergence().get(1)).isEqualTo(2.0 / 3, offset(1e-12));
        assertThat(law.convergence().get(2)).isEqualTo(2.0 / 3 * 1 / 2 + 1.0 / 3 * 2 / 3, offset(1e-12));
        assertThat(law.knowingMethod()).isEqualTo(law.convergence());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }
}
