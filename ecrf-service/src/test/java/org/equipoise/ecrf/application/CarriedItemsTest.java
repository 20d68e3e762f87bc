package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which answers of a form were taken over, so that whoever corrects it leaves them to the server again. */
class CarriedItemsTest {
    private static final Instant BASELINE = INFUSION_START.minus(Duration.ofHours(4));
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(CarriedItemsTest::withCarriedWeight));
    private final ReadForm read = new ReadForm(site.studies, site.subjects, site.revisions);

    private static void withCarriedWeight(ObjectNode study) {
        study.path("forms")
                .forEach(form -> form.path("itemGroups")
                        .forEach(group -> group.path("items").forEach(item -> {
                            if (item.path("id").asText().equals("WEIGHT")) {
                                ObjectNode rule = ((ObjectNode) item).putObject("carried");
                                rule.put("from", "BASELINE/VITALS/WEIGHT").put("when", "SYSTOLIC >= 120");
                            }
                        })));
    }

    @BeforeEach
    void aBaseline() {
        site.infuse();
        site.enter("BASELINE", "VITALS", BASELINE, Map.of("SYSTOLIC", 110, "DIASTOLIC", 70, "WEIGHT", 70));
    }

    private void correct(String event, int expected, Instant at, Map<String, Object> values) {
        site.clock.set(site.clock.instant().plusSeconds(60));
        site.saveForm.save(everybody(), change(event, "VITALS", expected, data(at, values)));
    }

    private Set<String> carried(FormInstance form) {
        return read.read(everybody(), STUDY, SUBJECT, form).carried();
    }

    @Test
    void whatTheServerTookOverIsNamed() {
        site.enter("H24", "VITALS", H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));

        assertThat(carried(first("H24", "VITALS"))).containsExactly("WEIGHT");
        assertThat(carried(first("BASELINE", "VITALS"))).isEmpty();
    }

    @Test
    void whatSomebodyEnteredIsTheirsWhateverTheConditionSays() {
        site.enter("H24", "VITALS", H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80, "WEIGHT", 72));
        assertThat(carried(first("H24", "VITALS"))).isEmpty();

        correct("H24", 1, H24, Map.of("SYSTOLIC", 119, "DIASTOLIC", 80, "WEIGHT", 70));
        assertThat(carried(first("H24", "VITALS"))).isEmpty();
    }

    @Test
    void itStaysTakenOverWhenItsSourceIsCorrectedAndFollowsAtTheNextSave() {
        site.enter("H24", "VITALS", H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
        correct("BASELINE", 1, BASELINE, Map.of("SYSTOLIC", 110, "DIASTOLIC", 70, "WEIGHT", 75));
        assertThat(carried(first("H24", "VITALS"))).containsExactly("WEIGHT");

        correct("H24", 1, H24, Map.of("SYSTOLIC", 125, "DIASTOLIC", 80));
        FormView now = read.read(everybody(), STUDY, SUBJECT, first("H24", "VITALS"));
        assertThat(now.revision().content().values().get("WEIGHT").plain()).hasToString("75");
        assertThat(now.carried()).containsExactly("WEIGHT");
    }
}
