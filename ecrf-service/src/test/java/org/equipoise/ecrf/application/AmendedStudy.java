package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** The example study, a second version that is published when a test wants it, and a subject under the first. */
final class AmendedStudy {
    static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));
    static final FormInstance MADRS = first("H24", "MADRS");

    /** Item 1 goes to 7, item 4 is new, WEIGHT goes, R2 is stricter, the window of H24 is shorter. */
    static final String SECOND = ExampleStudy.json()
            .replace("\"version\": \"1\"", "\"version\": \"2\"")
            .replace(
                    "\"label\": \"Item 1\", \"type\": \"integer\", \"range\": {\"min\": 0, \"max\": 6}",
                    "\"label\": \"Item 1\", \"type\": \"integer\", \"range\": {\"min\": 0, \"max\": 7}")
            .replace(
                    "{\"id\": \"TOTAL\",",
                    "{\"id\": \"M4\", \"label\": \"Item 4\", \"type\": \"integer\"},{\"id\": \"TOTAL\",")
            .replace("SYSTOLIC > DIASTOLIC", "SYSTOLIC > DIASTOLIC + 20")
            .replace("{\"from\": \"PT20H\", \"to\": \"PT28H\"}", "{\"from\": \"PT22H\", \"to\": \"PT26H\"}");

    private final UnaryOperator<String> both;
    final TrialSite site;
    final MigrateSubjects migrate;
    final PublishStudy publishing;
    final ScreenSubject screening;
    final Subject early;

    AmendedStudy() {
        this(UnaryOperator.identity());
    }

    /** With a change of both versions. */
    AmendedStudy(UnaryOperator<String> both) {
        this.both = both;
        site = new TrialSite(both.apply(ExampleStudy.json()));
        migrate = new MigrateSubjects(
                site.studies, site.studyStore, site.subjectStore, site.revisions, site.open, site.clock);
        publishing = new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock);
        screening = new ScreenSubject(site.studies, site.subjectStore, site.open, site.clock);
        early = screening.screen(STUDY, "01", INFUSION_START.minusSeconds(900_000), "early");
    }

    void publishSecond() {
        publishing.publish(STUDY, "2", both.apply(SECOND), new Author("id-of-ada", "ada"));
    }

    /** Signs all of a subject. */
    CloseData sign(Subject subject) {
        CloseData close =
                new CloseData(site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open);
        String seen = close.ofSubject(everybody(), STUDY, subject.id()).contentHash();
        close.subject(
                everybody(),
                STUDY,
                subject.id(),
                new CloseData.Step(MarkAction.SIGN, Optional.of("complete"), "s", Optional.of(seen)));
        return close;
    }

    FormView enter(Subject subject, String event, String form, Map<String, Object> values) {
        return site.saveForm.save(everybody(), command(subject, first(event, form), 0, values));
    }

    static SaveCommand command(Subject subject, FormInstance form, int expected, Map<String, Object> values) {
        EntryData data = new EntryData(
                values, Map.of(), H24, Optional.empty(), Optional.of("typing error"), Map.of("ALL_SIX", "seen"));
        return new SaveCommand(STUDY, subject.id(), form, expected, Optional.empty(), data);
    }

    List<MigrateSubjects.Result> move(String... subjects) {
        return migrate.migrate(everybody(), new MigrateSubjects.Order(STUDY, "2", List.of(subjects), "amendment 2"));
    }

    static Map<String, Object> sevenAndNew() {
        Map<String, Object> values = new HashMap<>(madrs(1));
        values.put("M1", 7);
        values.put("M4", 2);
        return values;
    }

    static ProblemType refused(Runnable action) {
        return catchThrowableOfType(Refusal.class, action::run).type();
    }
}
