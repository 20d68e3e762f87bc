package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Raise;
import org.junit.jupiter.api.Test;

/** The forms of a visit that happens more than once belong together by its number, whether or not they repeat by themselves. */
class RepeatedVisitTest {
    private static final Instant FIRST = INFUSION_START.plus(Duration.ofDays(8));
    private static final Instant SECOND = INFUSION_START.plus(Duration.ofDays(38));

    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(RepeatedVisitTest::withExtraVisits));
    private final ReadSchedule schedule = new ReadSchedule(site.studies, site.subjects, site.revisions, site.clock);
    private final ListNotices notices = new ListNotices(site.studies, site.notices);

    private static void withExtraVisits(ObjectNode study) {
        ObjectNode visit = ((ArrayNode) study.at("/schedule/events")).addObject();
        visit.put("id", "EXTRA").put("name", "Extra visit").put("unscheduled", true);
        ArrayNode forms = visit.put("repeating", true).putArray("forms");
        forms.addObject().put("form", "VITALS").put("required", false).put("category", "dose-day");
        forms.addObject().put("form", "MADRS").put("required", false);
        ((ArrayNode) study.at("/schedule/events/0/forms")).addObject().put("form", "VITALS");
        study.path("forms").forEach(form -> {
            if (form.path("form").asText().equals("VITALS")) {
                ((ObjectNode) form).put("repeating", true);
            }
            if (form.path("form").asText().equals("MADRS")) {
                ArrayNode checks = form.withArray("/editChecks");
                ObjectNode check = checks.addObject();
                check.put("id", "STEADY").put("severity", "query").put("message", "Look at the subject.");
                check.put("assert", "M1 < 5 || systolic < 120").put("whenMissing", "fail");
                check.putObject("inputs").put("systolic", "./VITALS/SYSTOLIC");
                check.putArray("raises").add("alert");
                check.putArray("items").add("M1");
            }
        });
    }

    private void enter(String form, int visit, Instant at, Map<String, Object> values) {
        site.clock.set(at.plusSeconds(60));
        site.saveForm.save(
                everybody(),
                new SaveCommand(
                        STUDY, SUBJECT, new FormInstance("EXTRA", form, visit), 0, Optional.empty(), data(at, values)));
    }

    private Iterable<Notice> alerts() {
        ListNotices.Selection all =
                new ListNotices.Selection(Raise.ALERT, Optional.empty(), Optional.empty(), Optional.empty());
        return notices.list(everybody(), STUDY, all, new Page(Optional.empty(), 50))
                .items();
    }

    @Test
    void aRuleOfTheSecondVisitLooksAtTheSecondVisitAlone() {
        site.infuse();
        enter("VITALS", 1, FIRST, Map.of("SYSTOLIC", 110, "DIASTOLIC", 70));
        enter("MADRS", 1, FIRST, Map.of("M1", 6, "M2", 0, "M3", 0));
        assertThat(alerts()).isEmpty();

        enter("MADRS", 2, SECOND, Map.of("M1", 6, "M2", 0, "M3", 0));
        assertThat(alerts())
                .extracting(alert -> alert.source().instance().repeat())
                .containsExactly(2);
    }

    @Test
    void aFormThatRepeatsByItselfIsThatOfTheVisitToo() {
        site.infuse();
        enter("VITALS", 1, FIRST, Map.of("SYSTOLIC", 150, "DIASTOLIC", 70));
        enter("VITALS", 2, SECOND, Map.of("SYSTOLIC", 110, "DIASTOLIC", 70));
        enter("MADRS", 2, SECOND, Map.of("M1", 6, "M2", 0, "M3", 0));
        assertThat(alerts()).isEmpty();

        enter("VITALS", 3, SECOND, Map.of("SYSTOLIC", 150, "DIASTOLIC", 70));
        enter("MADRS", 3, SECOND, Map.of("M1", 6, "M2", 0, "M3", 0));
        assertThat(alerts())
                .extracting(alert -> alert.source().instance().repeat())
                .containsExactly(3);
    }

    @Test
    void theScheduleSaysWhichFormsOfWhichVisitWereEntered() {
        site.infuse();
        enter("VITALS", 1, FIRST, Map.of("SYSTOLIC", 110, "DIASTOLIC", 70));
        enter("MADRS", 2, SECOND, Map.of("M1", 0, "M2", 0, "M3", 0));

        ReadSchedule.EventEntry extra = schedule.read(everybody(), STUDY, SUBJECT).events().stream()
                .filter(event -> event.timing().event().id().equals("EXTRA"))
                .findFirst()
                .orElseThrow();
        assertThat(extra.timing().event().repeating()).isTrue();
        assertThat(extra.forms())
                .flatExtracting(ReadSchedule.FormEntry::entered)
                .extracting(
                        entered -> entered.instance() + " " + entered.content().occurredAt())
                .containsExactly(
                        new FormInstance("EXTRA", "VITALS", 1) + " " + FIRST,
                        new FormInstance("EXTRA", "MADRS", 2) + " " + SECOND);
    }
}
