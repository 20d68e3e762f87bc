package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.StudyRules;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The infusion record and the vital signs around it, in the order in which a site enters them. */
class DoseDayRulesTest {
    private static final StudyDefinition STUDY = EnteredForms.definition(Study.load(Studies.KETAMINE));
    private static final StudyRules RULES = EnteredForms.rules(STUDY);
    private static final Instant DOSE = Instant.parse("2026-03-02T09:00:00Z");

    private final EnteredForms forms = new EnteredForms(STUDY, RULES);

    @Test
    void anInfusionIsSavedWhenItStarts() {
        started("INFUSION");

        assertThat(STUDY.form("INFUSION").orElseThrow().items().stream()
                        .filter(item -> item.required())
                        .map(item -> item.id()))
                .containsExactly("INF_KIT", "INF_START", "INF_WITHOUT_HCG");
        assertThat(forms.found()).doesNotContainKey("INF_COMPLETE");
    }

    @Test
    void asksForTheRestOnceTheInfusionHasEnded() {
        Object[] ended = {"INF_START", DOSE, "INF_STOP", minutes(40)};
        Object[] complete = {
            "INF_START",
            DOSE,
            "INF_STOP",
            minutes(40),
            "INF_VOLUME",
            100,
            "INF_INTERRUPTED",
            false,
            "INF_STOPPED_EARLY",
            false
        };

        assertThat(forms.enter("INFUSION", "INFUSION", DOSE, ended).found())
                .containsEntry("INF_COMPLETE", Severity.QUERY);
        assertThat(forms.enter("D2_INFUSION", "INFUSION", DOSE, ended).found())
                .containsEntry("INF_COMPLETE", Severity.QUERY);
        assertThat(forms.enter("INFUSION", "INFUSION", DOSE, complete).found()).doesNotContainKey("INF_COMPLETE");
    }

    @ParameterizedTest
    @CsvSource({
        "INFUSION, 1, 10, INFUSION, 2, 20",
        "INFUSION, 1, 6, INFUSION, 2, 24",
        "INFUSION, 1, 26, PLUS40, 1, 45",
        "INFUSION, 1, 10, INFUSION, 2, 15",
        "D2_INFUSION, 1, 6, D2_INFUSION, 2, 24"
    })
    void twoPlannedReadingsThatFollowEachOtherAreTwice(
            String event, int repeat, int at, String later, int laterRepeat, int laterAt) {
        started(event);
        reading(event, repeat, at, 182, 91);
        assertThat(forms.found()).doesNotContainKeys("PAUSE_PRESSURE_TWICE", "PAUSE_SPO2_LASTS");

        reading(later, laterRepeat, laterAt, 150, 91);
        assertThat(forms.found()).doesNotContainKey("PAUSE_PRESSURE_TWICE").containsKey("PAUSE_SPO2_LASTS");

        reading(later, laterRepeat, laterAt, 181, 95);
        assertThat(forms.found())
                .containsEntry("PAUSE_PRESSURE_TWICE", Severity.QUERY)
                .doesNotContainKeys("PAUSE_SPO2_LASTS", "HOLD_PRESSURE_TWICE");
    }

    @Test
    void readingsFurtherApartAreNotTwice() {
        started("INFUSION");
        reading("INFUSION", 1, 10, 182, 91);
        reading("INFUSION", 2, 30, 182, 91);

        assertThat(forms.found()).doesNotContainKeys("PAUSE_PRESSURE_TWICE", "PAUSE_SPO2_LASTS");
    }

    @Test
    void whatTheInfusionRecordDoesNotShowWasObeyedIsADeviation() {
        started("INFUSION");
        reading("INFUSION", 1, 10, 120, 90);
        reading("INFUSION", 2, 20, 120, 90);
        forms.enter("PLUS40", "SEDATION", minutes(36), "SED_LEVEL", "1");
        assertThat(forms.deviations()).isEmpty();

        forms.enter(
                "INFUSION",
                "INFUSION",
                DOSE,
                "INF_START",
                DOSE,
                "INF_STOP",
                minutes(40),
                "INF_INTERRUPTED",
                false,
                "INF_STOPPED_EARLY",
                false);

        assertThat(forms.deviations())
                .containsExactlyInAnyOrder(
                        "INFUSION/VITALS/PAUSE_SPO2_OBEYED", "PLUS40/SEDATION/STOP_UNRESPONSIVE_OBEYED");
    }

    @Test
    void highPressureTwiceHoldsTheDose() {
        reading("PREDOSE", 1, -60, 150, 98);
        assertThat(forms.found()).doesNotContainKey("HOLD_PRESSURE_TWICE");

        reading("PREDOSE", 2, -50, 150, 98);
        assertThat(forms.found()).containsEntry("HOLD_PRESSURE_TWICE", Severity.QUERY);

        started("INFUSION");
        reading("INFUSION", 1, 0, 120, 98);
        assertThat(forms.failing(new FormInstance("PREDOSE", "VITALS", 2))).containsKey("HOLD_PRESSURE_TWICE");
    }

    @ParameterizedTest
    @CsvSource({"'', true", "'', false", "D2_, true", "D2_, false"})
    void nothingHoldsADoseThatWasStarted(String dose, boolean started) {
        if (started) {
            started(dose + "INFUSION");
        }
        reading(dose + "INFUSION", 1, 10, 150, 98);
        reading(dose + "INFUSION", 2, 20, 150, 98);
        assertThat(forms.found()).doesNotContainKey("HOLD_PRESSURE_TWICE");

        reading(dose + "PLUS40", 1, 40, 150, 98);
        assertThat(forms.found()).doesNotContainKey("HOLD_PRESSURE_TWICE");
    }

    private void started(String event) {
        forms.enter(event, "INFUSION", DOSE, "INF_START", DOSE);
    }

    private void reading(String event, int repeat, int minute, int systolic, int saturation) {
        forms.enter(
                new FormInstance(event, "VITALS", repeat),
                minutes(minute),
                "VS_SYS",
                systolic,
                "VS_DIA",
                80,
                "VS_PULSE",
                70,
                "VS_SPO2",
                saturation);
    }

    private static Instant minutes(int minutes) {
        return DOSE.plus(Duration.ofMinutes(minutes));
    }
}
