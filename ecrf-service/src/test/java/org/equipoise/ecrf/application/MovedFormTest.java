package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.monitor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.rules.ReportingClock;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.subject.Subject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A version asks for adverse events in another event than the one before, and a subject with one is moved to it. */
class MovedFormTest {
    private final TrialSite site = new TrialSite(definition("1", "COMMON"));
    private final ReadSafety safety = new ReadSafety(site.studies, site.subjectStore, site.revisions, site.clock);
    private final Subject subject = new ScreenSubject(site.studies, site.subjectStore, site.open, site.clock)
            .screen(STUDY, "01", INFUSION_START.minusSeconds(900_000), "early");

    private static String definition(String version, String event) {
        return ExampleStudy.jsonWith(study -> {
            study.put("version", version);
            study.path("forms").forEach(form -> {
                if (form.path("form").asText().equals("AE")) {
                    ArrayNode items = ((ObjectNode) form.at("/itemGroups/0")).withArray("items");
                    items.addObject().put("id", "AWARE").put("label", "Aware").put("type", "datetime");
                    items.addObject().put("id", "SENT").put("label", "Sent").put("type", "datetime");
                    items.addObject().put("id", "FATAL").put("label", "Fatal").put("type", "boolean");
                }
            });
            ArrayNode events = (ArrayNode) study.at("/schedule/events");
            ObjectNode unscheduled = events.addObject().put("id", "SAFETY").put("name", "Safety");
            unscheduled.put("unscheduled", true).putArray("forms");
            events.forEach(known -> {
                ArrayNode forms = (ArrayNode) known.path("forms");
                for (int i = forms.size() - 1; i >= 0; i--) {
                    if (forms.get(i).path("form").asText().equals("AE")) {
                        forms.remove(i);
                    }
                }
                if (known.path("id").asText().equals(event)) {
                    forms.addObject().put("form", "AE").put("required", false);
                } else if (known.path("id").asText().equals("SAFETY")) {
                    forms.addObject().put("form", "CADSS").put("required", false);
                }
            });
            ObjectNode rules = study.putObject("safety");
            rules.putObject("adverseEvents")
                    .put("form", "AE")
                    .put("term", "TERM")
                    .put("start", "AWARE")
                    .put("serious", "FATAL")
                    .putArray("criteria")
                    .add("FATAL");
            rules.putArray("clocks")
                    .addObject()
                    .put("id", "DAY")
                    .put("name", "24 h")
                    .put("form", "AE")
                    .put("starts", "AWARE")
                    .put("stops", "SENT")
                    .put("within", "PT24H");
        });
    }

    @BeforeEach
    void aSeriousEventIsEnteredAndTheSubjectMoved() {
        site.saveForm.save(
                everybody(),
                AmendedStudy.command(
                        subject,
                        Examples.first("COMMON", "AE"),
                        0,
                        Map.of("TERM", "Syncope", "FATAL", true, "AWARE", INFUSION_START.toString())));
        new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock)
                .publish(STUDY, "2", definition("2", "SAFETY"), new Author("id-of-ada", "ada"));
        assertThat(new MigrateSubjects(
                                site.studies, site.studyStore, site.subjectStore, site.revisions, site.open, site.clock)
                        .migrate(
                                everybody(),
                                new MigrateSubjects.Order(STUDY, "2", List.of(subject.id()), "amendment 2")))
                .extracting(MigrateSubjects.Result::outcome)
                .containsExactly(MigrateSubjects.Outcome.MIGRATED);
    }

    @Test
    void theEventIsStillListed() {
        assertThat(safety.adverseEvents(monitor(), STUDY, ReadSafety.Among.ALL))
                .singleElement()
                .satisfies(event -> assertThat(event.what().term()).contains("Syncope"));
    }

    @Test
    void itsClockStillRuns() {
        assertThat(safety.clocks(monitor(), STUDY, ReadSafety.Among.ALL))
                .singleElement()
                .satisfies(clock -> assertThat(clock.what().state()).isEqualTo(ReportingClock.State.OVERDUE));
    }

    @Test
    void theChecklistBeforeTheLockNamesTheClock() {
        LockChecklist checklist = new LockChecklist(
                site.studies, site.subjectStore, site.revisions, site.queries, site.notices, site.marks, site.clock);

        assertThat(checklist.of(monitor(), STUDY))
                .filteredOn(point -> point.id().equals("open-clocks"))
                .flatExtracting(LockChecklist.Point::places)
                .containsExactly(subject.id() + "/COMMON/AE/1");
    }

    @Test
    void whoDoesNotSeeTheFormStillSeesNothing() {
        Actor pharmacist = TrialSite.actor("paul", "01", Set.of(FormCategory.PHARMACY), Set.of());

        assertThat(safety.adverseEvents(pharmacist, STUDY, ReadSafety.Among.ALL))
                .isEmpty();
        assertThat(safety.clocks(pharmacist, STUDY, ReadSafety.Among.ALL)).isEmpty();
    }
}
