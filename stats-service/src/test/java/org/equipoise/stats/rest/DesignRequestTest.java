package org.equipoise.stats.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.stats.application.DesignErrors;
import org.equipoise.stats.domain.workbench.TrialDesign;
import org.junit.jupiter.api.Test;

class DesignRequestTest {

    private final List<DesignErrors.Violation> violations = new ArrayList<>();

    private TrialDesign design(String spending, Double parameter, List<Integer> looks, int futilityLook) {
        List<DesignRequest.FutilityRequest> futility = List.of(new DesignRequest.FutilityRequest(futilityLook, 0.0));
        return new DesignRequest("d", 0.025, spending, parameter, looks, futility, 5.0, 10.0, null)
                .design("designs[2]", violations);
    }

    private List<String> fields() {
        return violations.stream().map(DesignErrors.Violation::field).toList();
    }

    @Test
    void aDesignThatFitsIsTaken() {
        TrialDesign design = design("hwang-shih-de-cani", -4.0, List.of(50, 100), 1);
        assertThat(violations).isEmpty();
        assertThat(design.share()).isEqualTo(0.5);
        assertThat(design.futility()).containsEntry(1, 0.0);
    }

    @Test
    void everythingThatIsWrongIsNamedByItsField() {
        assertThat(design("lan-demets-pocock", 1.0, List.of(50, 50), 2)).isNull();
        assertThat(fields())
                .containsExactlyInAnyOrder(
                        "designs[2].spendingParameter", "designs[2].looks[1]", "designs[2].futility[0].look");
    }

    @Test
    void anUnknownSpendingFunctionIsNamedWithThoseThatExist() {
        assertThat(design("haybittle", null, List.of(50, 100), 1)).isNull();
        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("designs[2].spending");
            assertThat(violation.message()).contains("power");
        });
    }

    @Test
    void aParameterOutOfItsRangeIsNamed() {
        assertThat(design("power", 0.01, List.of(50, 100), 1)).isNull();
        assertThat(fields()).containsExactly("designs[2].spendingParameter");
    }
}
