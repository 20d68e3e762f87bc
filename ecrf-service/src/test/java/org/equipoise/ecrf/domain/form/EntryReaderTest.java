package org.equipoise.ecrf.domain.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.Map;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.junit.jupiter.api.Test;

class EntryReaderTest {
    private final Form vitals = ExampleStudy.definition().form("VITALS").orElseThrow();

    private Entry read(Map<String, Object> values, Map<String, String> missing) {
        return EntryReader.read(vitals, FormCategory.GENERAL, values, missing);
    }

    @Test
    void readsValuesAndReasons() {
        Entry entry = read(Map.of("SYSTOLIC", 120), Map.of("DIASTOLIC", "not-done"));

        assertThat(entry.findings()).isEmpty();
        assertThat(entry.values()).containsEntry("SYSTOLIC", new ItemValue.IntegerValue(120));
        assertThat(entry.missing()).containsEntry("DIASTOLIC", MissingReason.NOT_DONE);
    }

    @Test
    void namesEveryProblemAtOnce() {
        Map<String, Object> values = new HashMap<>();
        values.put("SYSTOLIC", 300);
        values.put("DIASTOLIC", "80");
        values.put("WEIGHT", 70.25);
        values.put("PULSE", 60);

        Entry entry = read(values, Map.of("HEIGHT", "forgotten"));

        assertThat(entry.findings())
                .extracting(Finding::check, finding -> finding.items().get(0), Finding::value)
                .containsExactlyInAnyOrder(
                        tuple("range", "SYSTOLIC", 300L),
                        tuple("value", "DIASTOLIC", "80"),
                        tuple("value", "WEIGHT", 70.25),
                        tuple("value", "PULSE", 60),
                        tuple("missing", "HEIGHT", "forgotten"));
    }

    @Test
    void aRangeIncludesItsEndsAndNamesItsUnit() {
        assertThat(read(Map.of("SYSTOLIC", 60, "DIASTOLIC", 160), Map.of()).findings())
                .isEmpty();
        assertThat(read(Map.of("SYSTOLIC", 59, "DIASTOLIC", 160), Map.of()).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo("SYSTOLIC must be 60 to 260 mmHg."));
    }

    @Test
    void aRequiredItemNeedsAValueOrAReason() {
        assertThat(read(Map.of("SYSTOLIC", 120), Map.of()).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo("required");
                    assertThat(finding.items()).containsExactly("DIASTOLIC");
                });
    }

    @Test
    void aNullIsNoValue() {
        Map<String, Object> values = new HashMap<>(Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
        values.put("WEIGHT", null);

        assertThat(read(values, Map.of()).findings()).extracting(Finding::check).containsExactly("value");
    }

    @Test
    void aValueAndAReasonContradictEachOther() {
        Entry entry = read(Map.of("SYSTOLIC", 120, "DIASTOLIC", 80), Map.of("SYSTOLIC", "unknown"));

        assertThat(entry.findings()).extracting(Finding::check).containsExactly("missing");
    }

    @Test
    void aDerivedItemTakesNoReason() {
        Entry entry = read(Map.of("SYSTOLIC", 120, "DIASTOLIC", 80), Map.of("BMI", "unknown"));

        assertThat(entry.findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("computed");
    }

    @Test
    void aSentDerivedValueMustBeTheComputedOne() {
        Form madrs = ExampleStudy.definition().form("MADRS").orElseThrow();
        Map<String, ItemValue> computed = Map.of("TOTAL", new ItemValue.IntegerValue(9));

        assertThat(EntryReader.checkDerived(madrs, FormCategory.EFFICACY, Map.of("TOTAL", 9), computed))
                .isEmpty();
        assertThat(EntryReader.checkDerived(madrs, FormCategory.EFFICACY, Map.of("TOTAL", 8), computed))
                .extracting(Finding::check)
                .containsExactly("derived");
        assertThat(EntryReader.checkDerived(madrs, FormCategory.EFFICACY, Map.of("TOTAL", 9), Map.of()))
                .extracting(Finding::check)
                .containsExactly("derived");
    }

    @Test
    void aComputedValueMustLieInItsRange() {
        Form madrs = ExampleStudy.definition().form("MADRS").orElseThrow();

        assertThat(EntryReader.checkDerived(
                        madrs, FormCategory.EFFICACY, Map.of(), Map.of("TOTAL", new ItemValue.IntegerValue(19))))
                .extracting(Finding::check)
                .containsExactly("range");
    }
}
