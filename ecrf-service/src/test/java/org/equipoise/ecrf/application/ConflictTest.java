package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;
import static org.equipoise.ecrf.application.TrialSite.investigator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Two people change one form: the second is shown what both had, and whether the changes go together. */
class ConflictTest {
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite();

    @BeforeEach
    void aFormThatBothHaveSeen() {
        site.enter("H24", "VITALS", H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80, "WEIGHT", 70));
    }

    private void theyChange(String item, Object value) {
        site.saveForm.save(
                investigator(),
                change(
                        "H24",
                        "VITALS",
                        1,
                        data(H24, with(Map.of("SYSTOLIC", 120, "DIASTOLIC", 80, "WEIGHT", 70), item, value))));
    }

    private static Map<String, Object> with(Map<String, Object> values, String item, Object value) {
        Map<String, Object> changed = new HashMap<>(values);
        changed.put(item, value);
        return changed;
    }

    private Refusal youSave(Map<String, Object> values) {
        int before = site.revisions.revisions.size();
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> site.saveForm.save(everybody(), change("H24", "VITALS", 1, data(H24, values))));
        assertThat(refusal.type()).isEqualTo(ProblemType.REVISION_CONFLICT);
        assertThat(site.revisions.revisions).as("nothing is overwritten").hasSize(before);
        return refusal;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> changes(Refusal refusal) {
        return (List<Map<String, Object>>) refusal.members().get("changes");
    }

    @Test
    void bothValuesOfAnItemAreShownWithWhoChangedItWhen() {
        theyChange("SYSTOLIC", 130);

        Refusal refusal = youSave(Map.of("SYSTOLIC", 140, "DIASTOLIC", 80, "WEIGHT", 70));

        assertThat(refusal.members()).containsEntry("baseRevision", 1).containsEntry("currentRevision", 2);
        assertThat(changes(refusal))
                .singleElement()
                .satisfies(item -> assertThat(item)
                        .containsEntry("item", "SYSTOLIC")
                        .containsEntry("base", Map.of("value", 120L))
                        .containsEntry("theirs", Map.of("value", 130L))
                        .containsEntry("yours", Map.of("value", 140L))
                        .containsEntry("conflict", true)
                        .containsEntry("changedBy", "ivan")
                        .containsEntry("changedAt", site.clock.instant())
                        .containsEntry("revision", 2));
        assertThat(refusal.members()).containsEntry("mergeable", false).doesNotContainKey("merge");
        assertThat(refusal.fix()).contains("If-Match: \"2\"");
    }

    @Test
    void changesOfDifferentItemsAreOfferedTogether() {
        theyChange("SYSTOLIC", 130);

        Refusal refusal = youSave(Map.of("SYSTOLIC", 120, "DIASTOLIC", 85, "WEIGHT", 70));

        assertThat(changes(refusal))
                .extracting(item -> item.get("item"), item -> item.get("conflict"))
                .containsExactly(tuple("DIASTOLIC", false), tuple("SYSTOLIC", false));
        assertThat(refusal.members())
                .containsEntry("mergeable", true)
                .extractingByKey("merge")
                .satisfies(merge -> assertThat(merge.toString())
                        .contains("SYSTOLIC=130")
                        .contains("DIASTOLIC=85")
                        .contains("WEIGHT=70")
                        .contains("occurredAt=" + H24));
    }

    @Test
    void theProposalCanBeSavedAsItIs() {
        theyChange("SYSTOLIC", 130);
        Refusal refusal = youSave(Map.of("SYSTOLIC", 120, "DIASTOLIC", 85));
        Map<?, ?> merge = (Map<?, ?>) refusal.members().get("merge");
        Map<String, Object> values = new HashMap<>();
        ((Map<?, ?>) merge.get("values")).forEach((item, value) -> values.put(item.toString(), value));

        FormView saved = site.saveForm.save(
                everybody(), change("H24", "VITALS", 2, data((Instant) merge.get("occurredAt"), values)));

        assertThat(saved.revision().content().values()).containsOnlyKeys("SYSTOLIC", "DIASTOLIC");
        assertThat(values).containsEntry("SYSTOLIC", 130L).containsEntry("DIASTOLIC", 85L);
    }

    @Test
    void theSameChangeTwiceIsNoConflict() {
        theyChange("SYSTOLIC", 130);

        assertThat(youSave(Map.of("SYSTOLIC", 130, "DIASTOLIC", 80, "WEIGHT", 70))
                        .members())
                .containsEntry("mergeable", true);
    }

    @Test
    void takingAValueAwayIsAChange() {
        theyChange("WEIGHT", 71);

        assertThat(changes(youSave(Map.of("SYSTOLIC", 120, "DIASTOLIC", 80))))
                .singleElement()
                .satisfies(item -> assertThat(item)
                        .containsEntry("item", "WEIGHT")
                        .containsEntry("yours", Map.of())
                        .containsEntry("conflict", true));
    }

    @Test
    void aValueThatCannotBeReadIsShownAsItWasSent() {
        theyChange("SYSTOLIC", 130);

        assertThat(changes(youSave(Map.of("SYSTOLIC", "high", "DIASTOLIC", 80, "WEIGHT", 70))))
                .singleElement()
                .satisfies(item -> assertThat(item).containsEntry("yours", Map.of("value", "high")));
    }

    @Test
    void twoFirstEntriesAreComparedWithNothing() {
        site.enter("H24", "MADRS", H24, Map.of("M1", 1, "M2", 2, "M3", 3));

        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> site.saveForm.save(
                        everybody(), first("H24", "MADRS", data(H24, Map.of("M1", 1, "M2", 2, "M3", 4)))));

        assertThat(changes(refusal))
                .extracting(item -> item.get("item"), item -> item.get("base"), item -> item.get("conflict"))
                .containsExactly(
                        tuple("M1", Map.of(), false),
                        tuple("M2", Map.of(), false),
                        tuple("M3", Map.of(), true),
                        tuple("occurredAt", Map.of(), false));
    }

    @Test
    void whatTheServerComputesIsNoMatterOfOpinion() {
        site.enter("H24", "MADRS", H24, Map.of("M1", 1, "M2", 2, "M3", 3));
        site.saveForm.save(everybody(), change("H24", "MADRS", 1, data(H24, Map.of("M1", 2, "M2", 2, "M3", 3))));

        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> site.saveForm.save(
                        everybody(), change("H24", "MADRS", 1, data(H24, Map.of("M1", 1, "M2", 5, "M3", 3)))));

        assertThat(changes(refusal)).extracting(item -> item.get("item")).containsExactly("M1", "M2");
        assertThat(refusal.members()).containsEntry("mergeable", true);
    }

    @Nested
    class ACarriedItem {
        private final TrialSite carrying = new TrialSite(ExampleStudy.jsonWith(study -> study.path("forms")
                .forEach(form -> form.path("itemGroups")
                        .forEach(group -> group.path("items").forEach(item -> {
                            if (item.path("id").asText().equals("WEIGHT")) {
                                ((ObjectNode) item)
                                        .putObject("carried")
                                        .put("from", "BASELINE/VITALS/WEIGHT")
                                        .put("when", "SYSTOLIC > 0");
                            }
                        })))));

        @BeforeEach
        void aWeightThatWasCarriedFromBaseline() {
            carrying.infuse();
            carrying.enter(
                    "BASELINE",
                    "VITALS",
                    INFUSION_START.minus(Duration.ofHours(4)),
                    Map.of("SYSTOLIC", 110, "DIASTOLIC", 70, "WEIGHT", 70));
            carrying.enter("H24", "VITALS", H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
        }

        private void theySave(Map<String, Object> values) {
            carrying.saveForm.save(investigator(), change("H24", "VITALS", 1, data(H24, values)));
        }

        @SuppressWarnings("unchecked")
        private Map<String, Object> proposal() {
            Refusal refusal = catchThrowableOfType(
                    Refusal.class,
                    () -> carrying.saveForm.save(
                            everybody(),
                            change("H24", "VITALS", 1, data(H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 85)))));
            Map<String, Object> merge = (Map<String, Object>) refusal.members().get("merge");
            return (Map<String, Object>) merge.get("values");
        }

        private Object saved(Map<String, Object> values) {
            return carrying.saveForm
                    .save(everybody(), change("H24", "VITALS", 2, data(H24, values)))
                    .revision()
                    .content()
                    .values()
                    .get("WEIGHT")
                    .plain()
                    .toString();
        }

        @Test
        void thatSomebodyHasEnteredMeanwhileIsNotLostInTheProposal() {
            theySave(Map.of("SYSTOLIC", 120, "DIASTOLIC", 80, "WEIGHT", 75));

            Map<String, Object> proposal = proposal();
            assertThat(proposal).containsKeys("SYSTOLIC", "DIASTOLIC", "WEIGHT");
            assertThat(saved(proposal)).isEqualTo("75");
        }

        @Test
        void thatNobodyTouchedStaysTheServersToFillIn() {
            theySave(Map.of("SYSTOLIC", 130, "DIASTOLIC", 80));

            Map<String, Object> proposal = proposal();
            assertThat(proposal).containsOnlyKeys("SYSTOLIC", "DIASTOLIC");
            assertThat(saved(proposal)).isEqualTo("70");
        }
    }
}
