package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.actor;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.eligibility.EligibilityCertificate;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.junit.jupiter.api.Test;

/** The checks of the eligibility form hold when it is relied on, not only when it was saved. */
class StandingEligibilityTest {
    private static final Instant BASELINE = INFUSION_START.minus(Duration.ofHours(3));
    private static final String SEVERE = "Severity does not follow from the baseline total.";
    private static final Map<String, Object> ANSWERS = Map.of("ADULT", true, "PREGNANT", false, "SEVERE", true);

    private final TrialSite site = new TrialSite(study());
    private final IssueEligibilityCertificate issue =
            new IssueEligibilityCertificate(site.studies, site.subjects, site.revisions, site.open, site.clock);

    /** Scores up to 20, severity judged by the baseline total, and checks on a required and an optional form. */
    private static String study() {
        String json = ExampleStudy.jsonWith(study -> {
            ((ObjectNode) study.at("/eligibility")).put("rule", "ADULT && !PREGNANT && SEVERE");
            study.withArray("forms").forEach(form -> {
                if (form.path("form").textValue().equals("PREPARATION")) {
                    ((ObjectNode) form).put("category", "dose-day");
                }
                if (form.path("form").textValue().equals("ELIGIBILITY")) {
                    ((ObjectNode) form.at("/itemGroups/0"))
                            .withArray("items")
                            .addObject()
                            .put("id", "SEVERE")
                            .put("label", "Severe")
                            .put("type", "boolean")
                            .put("required", true);
                    check(form, "S", "BASELINE/MADRS/TOTAL", "SEVERE == (input >= 28)", SEVERE);
                    check(form, "P", "./VITALS/SYSTOLIC", "input <= 140 || !ADULT", "Pressure too high.");
                    check(form, "V", "INFUSION/PREPARATION/VOLUME", "input < 99.0 || !ADULT", "Too much.");
                }
            });
        });
        return json.replace("\"max\":6}", "\"max\":20}").replace("\"max\":18}", "\"max\":60}");
    }

    private static void check(JsonNode form, String id, String input, String rule, String message) {
        ObjectNode check = ((ObjectNode) form).withArray("editChecks").addObject();
        check.put("id", id).put("assert", rule).put("severity", "error").put("message", message);
        check.putObject("inputs").put("input", input);
        check.putArray("items").add("ADULT");
    }

    private void enterBaseline() {
        site.enter("BASELINE", "MADRS", BASELINE, madrs(10));
        site.enter("BASELINE", "VITALS", BASELINE, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
        site.enter("BASELINE", "ELIGIBILITY", BASELINE, ANSWERS);
    }

    private EligibilityCertificate certificate() {
        return issue.issue(everybody(), STUDY, SUBJECT);
    }

    @Test
    void aSubjectWhoseDataAgreeIsEligibleWithoutAFormThatIsNotRequired() {
        enterBaseline();

        assertThat(certificate().reasons()).isEmpty();
        assertThat(certificate().eligible()).isTrue();
        assertThat(certificate().sources())
                .extracting(source -> source.instance().form())
                .containsExactly("ELIGIBILITY", "MADRS", "VITALS");
    }

    @Test
    void aBaselineTotalCorrectedFromThirtyToTwentyIsAReason() {
        enterBaseline();
        site.saveForm.save(
                everybody(), change("BASELINE", "MADRS", 1, data(BASELINE, Map.of("M1", 10, "M2", 5, "M3", 5))));

        assertThat(certificate().eligible()).isFalse();
        assertThat(certificate().reasons()).containsExactly(SEVERE);
    }

    @Test
    void aCheckOverDataThatTheAuthorCouldNotSeeIsAReason() {
        site.enter("BASELINE", "MADRS", BASELINE, Map.of("M1", 10, "M2", 5, "M3", 5));
        site.enter("BASELINE", "VITALS", BASELINE, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
        Actor coordinator = actor("cora", "01", Set.of(FormCategory.GENERAL), Set.of(FormCategory.GENERAL));
        site.saveForm.save(coordinator, first("BASELINE", "ELIGIBILITY", data(BASELINE, ANSWERS)));

        assertThat(certificate().reasons()).containsExactly(SEVERE);
    }

    @Test
    void aRequiredFormThatWasNeverEnteredIsAReason() {
        site.enter("BASELINE", "MADRS", BASELINE, madrs(10));
        site.enter("BASELINE", "ELIGIBILITY", BASELINE, ANSWERS);

        assertThat(certificate().reasons()).containsExactly("Vital signs at Baseline has not been entered");
    }

    @Test
    void aValueThatIsMissingForAReasonIsNone() {
        site.enter("BASELINE", "MADRS", BASELINE, madrs(10));
        EntryData refused = new EntryData(
                Map.of("DIASTOLIC", 80),
                Map.of("SYSTOLIC", "refused"),
                BASELINE,
                Optional.empty(),
                Optional.empty(),
                Map.of());
        site.saveForm.save(everybody(), first("BASELINE", "VITALS", refused));
        site.enter("BASELINE", "ELIGIBILITY", BASELINE, ANSWERS);

        assertThat(certificate().reasons()).isEmpty();
    }

    @Test
    void anOptionalFormThatWasEnteredIsChecked() {
        enterBaseline();
        site.infuse();
        site.enter("INFUSION", "PREPARATION", INFUSION_START, Map.of("VOLUME", 100));

        assertThat(certificate().reasons()).containsExactly("Too much.");
    }
}
