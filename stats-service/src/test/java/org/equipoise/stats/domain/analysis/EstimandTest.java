package org.equipoise.stats.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimandTest {

    private static Estimand with(String... strategies) {
        List<Estimand.IntercurrentEvent> events = Arrays.stream(strategies)
                .map(strategy -> new Estimand.IntercurrentEvent("event", strategy))
                .toList();
        return new Estimand("label", "all", "change", events, "difference");
    }

    @Test
    void treatmentPolicyIsWhatValuesAsObservedMean() {
        assertThat(with("treatment policy", "treatment-policy, all values").strategiesNotApplied())
                .isEmpty();
    }

    @Test
    void anyOtherStrategyIsNamedOnce() {
        assertThat(with("hypothetical", "composite, worst score", "composite").strategiesNotApplied())
                .containsExactly("composite", "hypothetical");
    }
}
