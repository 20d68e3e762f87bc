package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.AmendedStudy.MADRS;
import static org.equipoise.ecrf.application.AmendedStudy.SECOND;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class DefinitionTrialTest {
    private final AmendedStudy study = new AmendedStudy();

    private final TryDefinition trying = new TryDefinition(
            study.site.studies, study.publishing, study.site.subjectStore, study.site.revisions, study.site.subjects);

    private TryDefinition.Trial run(Actor reader, String json, Page page) {
        int before = study.site.revisions.revisions.size();
        TryDefinition.Trial trial = trying.run(reader, STUDY, json, page);
        assertThat(study.site.revisions.revisions).hasSize(before);
        assertThat(study.site.queries.all()).isEmpty();
        assertThat(study.site.studyStore.all(STUDY)).hasSize(1);
        return trial;
    }

    @Test
    void saysWhichChecksWouldFailAndWhichNoLonger() {
        study.enter(study.early, "H24", "VITALS", Map.of("SYSTOLIC", 90, "DIASTOLIC", 80));
        study.enter(study.early, "H24", "MADRS", madrs(6));
        String stricter = SECOND.replace("M1 + M2 + M3 < 18", "M1 + M2 + M3 < 99");

        TryDefinition.Trial trial = run(everybody(), stricter, new Page(Optional.empty(), 10));

        assertThat(trial.version()).isEqualTo("2");
        assertThat(trial.checks())
                .extracting(
                        TryDefinition.CheckCount::form,
                        TryDefinition.CheckCount::check,
                        TryDefinition.CheckCount::fires,
                        TryDefinition.CheckCount::settles)
                .containsExactlyInAnyOrder(tuple("VITALS", "R2", 1L, 0L), tuple("MADRS", "ALL_SIX", 0L, 1L));
        assertThat(trial.places().items())
                .extracting(TryDefinition.Place::subject, TryDefinition.Place::instance, TryDefinition.Place::fires)
                .containsExactly(
                        tuple(study.early.id(), MADRS, false), tuple(study.early.id(), first("H24", "VITALS"), true));
    }

    @Test
    void anItemThatNoLongerTakesItsValueIsNamed() {
        study.enter(study.early, "H24", "MADRS", madrs(6));
        String narrower = ExampleStudy.json()
                .replace("\"version\": \"1\"", "\"version\": \"2\"")
                .replace(
                        "\"label\": \"Item 2\", \"type\": \"integer\", \"range\": {\"min\": 0, \"max\": 6}",
                        "\"label\": \"Item 2\", \"type\": \"integer\", \"range\": {\"min\": 0, \"max\": 5}");

        assertThat(run(everybody(), narrower, new Page(Optional.empty(), 10))
                        .places()
                        .items())
                .singleElement()
                .satisfies(place -> {
                    assertThat(place.finding().check()).isEqualTo("range");
                    assertThat(place.finding().items()).containsExactly("M2");
                });
    }

    private void dosed() {
        study.site.saveForm.save(
                everybody(),
                new SaveCommand(
                        STUDY,
                        study.early.id(),
                        first("INFUSION", "INFUSION"),
                        0,
                        Optional.empty(),
                        data(INFUSION_START, Map.of("INF_START", INFUSION_START.toString()))));
    }

    private static String version(String replaced, String by) {
        String json = ExampleStudy.jsonReplacing(replaced, by);
        return json.replace("\"version\": \"1\"", "\"version\": \"2\"");
    }

    private List<org.assertj.core.groups.Tuple> changes(String json) {
        return run(everybody(), json, new Page(Optional.empty(), 10)).checks().stream()
                .map(count -> tuple(count.form(), count.check(), count.raises(), count.fires(), count.settles()))
                .toList();
    }

    @Test
    void aNarrowerWindowIsARuleToo() {
        dosed();
        study.enter(study.early, "H24", "MADRS", madrs(1));
        String narrower =
                version("{\"from\": \"PT20H\", \"to\": \"PT28H\"}", "{\"from\": \"PT25H\", \"to\": \"PT28H\"}");

        assertThat(changes(narrower)).containsExactly(tuple("MADRS", "window", Optional.empty(), 1L, 0L));
        assertThat(changes(narrower.replace("\"events\": [", "\"outOfWindow\": [\"deviation\"], \"events\": [")))
                .containsExactly(
                        tuple("MADRS", "window", Optional.empty(), 1L, 0L),
                        tuple("MADRS", "window", Optional.of(Raise.DEVIATION), 1L, 0L));
    }

    @Test
    void whoSeesNoAnchorIsToldOfNoWindow() {
        dosed();
        study.enter(study.early, "H24", "MADRS", madrs(1));

        assertThat(run(
                                rater(),
                                version(
                                        "{\"from\": \"PT20H\", \"to\": \"PT28H\"}",
                                        "{\"from\": \"PT25H\", \"to\": \"PT28H\"}"),
                                new Page(Optional.empty(), 10))
                        .checks())
                .isEmpty();
    }

    @Test
    void anAlertOfACheckThatFailsAlreadyIsNamed() {
        study.enter(study.early, "H24", "MADRS", madrs(6));
        String alarmed = version(
                "\"severity\": \"warning\", \"items\": [\"M1\", \"M2\", \"M3\"]",
                "\"severity\": \"warning\", \"raises\": [\"alert\"], \"items\": [\"M1\", \"M2\", \"M3\"]");

        assertThat(changes(alarmed)).containsExactly(tuple("MADRS", "ALL_SIX", Optional.of(Raise.ALERT), 1L, 0L));
        assertThat(run(everybody(), alarmed, new Page(Optional.empty(), 10))
                        .places()
                        .items())
                .singleElement()
                .satisfies(place -> assertThat(place.key()).endsWith("/ALL_SIX/M1+M2+M3/alert"));
    }

    @Test
    void aSignedFormStaysUnderItsVersion() {
        study.enter(study.early, "H24", "VITALS", Map.of("SYSTOLIC", 90, "DIASTOLIC", 80));
        assertThat(changes(SECOND)).hasSize(1);

        study.sign(study.early);

        assertThat(changes(SECOND)).isEmpty();
    }

    @Test
    void placesComeInPagesAndCountsDoNot() {
        for (String event : List.of("BASELINE", "H24")) {
            study.enter(study.early, event, "VITALS", Map.of("SYSTOLIC", 90, "DIASTOLIC", 80));
        }
        TryDefinition.Trial one = run(everybody(), SECOND, new Page(Optional.empty(), 1));
        TryDefinition.Trial two = run(everybody(), SECOND, new Page(one.places().next(), 1));

        assertThat(one.checks())
                .isEqualTo(two.checks())
                .singleElement()
                .satisfies(count -> assertThat(count.fires()).isEqualTo(2));
        assertThat(one.places().items().get(0).instance().event()).isEqualTo("BASELINE");
        assertThat(two.places().items().get(0).instance().event()).isEqualTo("H24");
        assertThat(two.places().next()).isEmpty();
    }

    @Test
    void aRuleThatSomebodyMakesUpTellsNothingThatIsHidden() {
        study.site.saveForm.save(
                everybody(),
                new SaveCommand(
                        STUDY,
                        study.early.id(),
                        first("PLUS40", "CADSS"),
                        0,
                        Optional.empty(),
                        data(INFUSION_START.plusSeconds(2400), Map.of("SCORE", 60))));
        study.enter(study.early, "H24", "MADRS", madrs(1));
        String prying = SECOND.replace("cadss < 50 || M1 < 6", "cadss < 50");

        assertThat(run(rater(), prying, new Page(Optional.empty(), 10)).checks())
                .isEmpty();
        assertThat(run(everybody(), prying, new Page(Optional.empty(), 10)).checks())
                .extracting(TryDefinition.CheckCount::check)
                .contains("CALM");
    }

    @Test
    void norDoesOneOverAnEventThatTheDefinitionHasLost() {
        study.site.saveForm.save(
                everybody(),
                new SaveCommand(
                        STUDY,
                        study.early.id(),
                        first("PLUS40", "VITALS"),
                        0,
                        Optional.empty(),
                        data(INFUSION_START.plusSeconds(2400), Map.of("SYSTOLIC", 191, "DIASTOLIC", 80))));
        study.enter(study.early, "H24", "MADRS", madrs(1));
        String prying = SECOND.replace("{\"form\": \"VITALS\", \"category\": \"dose-day\"}, ", "")
                .replace("PLUS40/CADSS/SCORE", "*/VITALS/SYSTOLIC")
                .replace("cadss < 50 || M1 < 6", "cadss < 190");

        TryDefinition.Trial trial = run(rater(), prying, new Page(Optional.empty(), 10));

        assertThat(trial.forms()).isEqualTo(1);
        assertThat(trial.checks()).isEmpty();
        assertThat(trial.places().items()).isEmpty();
    }

    @Test
    void aDefinitionWithErrorsIsRefusedAsAtPublication() {
        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> trying.run(
                        everybody(),
                        STUDY,
                        SECOND.replace("M1 + M2 + M3 < 18", "M1 + M9 < 18"),
                        new Page(Optional.empty(), 10)));

        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_DEFINITION);
        assertThat(refusal.members().get("errors").toString()).contains("/forms/MADRS/editChecks/ALL_SIX/assert");
    }
}
