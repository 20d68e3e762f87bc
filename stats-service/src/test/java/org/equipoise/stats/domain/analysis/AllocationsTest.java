package org.equipoise.stats.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.equipoise.stats.SimulatedTrial.subject;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.Allocations.TreatmentArm;
import org.junit.jupiter.api.Test;

class AllocationsTest {

    private static final TreatmentArm ACTIVE = new TreatmentArm("X", "Drug X", false);
    private static final TreatmentArm CONTROL = new TreatmentArm("P", "Placebo", true);

    @Test
    void aTableNeedsTwoArmsAndOneControl() {
        assertThatThrownBy(() -> new Allocations("l", List.of(ACTIVE), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Allocations("l", List.of(ACTIVE, ACTIVE), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Allocations("l", List.of(ACTIVE, new TreatmentArm("X", "Y", true)), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownArmIsRefusedWithoutNamingIt() {
        assertThatThrownBy(() -> new Allocations("l", List.of(ACTIVE, CONTROL), Map.of("01-001", "SECRET")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void noTextFormShowsAnArm() {
        Allocations allocations = new Allocations("l", List.of(ACTIVE, CONTROL), Map.of("01-001", "X"));
        assertThat(allocations.toString() + allocations.arms() + allocations.experimental())
                .doesNotContain("X")
                .doesNotContain("Placebo");
    }

    @Test
    void subjectsThatOnlyOneSourceKnowsAreListedInOrder() {
        Instant day = Instant.parse("2026-01-05T09:00:00Z");
        Mismatch mismatch = Mismatch.between(
                List.of(subject("01-003", "01", day, 30.0, 20.0), subject("01-001", "01", day, 30.0, 20.0)),
                SimulatedTrial.allocations(Map.of("01-001", "KTM", "01-009", "MDZ", "01-008", "KTM")));
        assertThat(mismatch.none()).isFalse();
        assertThat(mismatch.allocatedWithoutData()).containsExactly("01-008", "01-009");
        assertThat(mismatch.dataWithoutAllocation()).containsExactly("01-003");
    }

    @Test
    void twoSourcesThatAgreeHaveNoMismatch() {
        SimulatedTrial trial = SimulatedTrial.of(12, 5, 1);
        assertThat(Mismatch.between(trial.subjects(), trial.allocations()).none())
                .isTrue();
    }
}
