package org.equipoise.gateway.domain.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnForTest {

    @Test
    void thePersonsOwnPageIsServed() {
        assertThat(new DrawnFor("id-of-nora").objection("id-of-nora")).isEmpty();
    }

    @Test
    void programsSayByTheirTokenAloneWhoTheyAre() {
        assertThat(new DrawnFor(null).objection("id-of-nora")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id-of-rita", "ID-OF-NORA", "id-of-nora ", "id-of-nora, id-of-nora", ""})
    void aPageOfSomebodyElseIsToldWhatToDo(String drawnFor) {
        Refusal refusal = new DrawnFor(drawnFor).objection("id-of-nora").orElseThrow();

        assertThat(refusal.type()).isEqualTo(ProblemType.ANOTHER_PERSON);
        assertThat(refusal).hasMessageContaining("Nothing was read or changed");
        assertThat(refusal.fix()).contains("Open the page anew");
    }

    @Test
    void nobodyIsNamed() {
        Refusal refusal = new DrawnFor("id-of-rita").objection("id-of-nora").orElseThrow();

        assertThat(refusal.getMessage() + refusal.fix() + refusal.members()).doesNotContain("rita", "nora");
    }
}
