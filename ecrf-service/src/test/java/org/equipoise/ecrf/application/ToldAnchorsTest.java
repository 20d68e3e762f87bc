package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.rater;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.junit.jupiter.api.Test;

/** An infusion that was stopped early: its end is an instant that a dose-day visit is measured from. */
class ToldAnchorsTest {
    private static final Instant STOPPED = INFUSION_START.plusSeconds(720);

    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(study -> {
        ((ObjectNode) study.at("/schedule/anchors")).put("infusionEnd", "INFUSION/INFUSION/INF_STOP");
        study.withArray("/forms/4/editChecks").removeAll();
        study.at("/schedule/events").forEach(event -> {
            if (event.path("id").asText().equals("PLUS40")) {
                event.path("forms").forEach(form -> ((ObjectNode) form).put("category", "dose-day"));
                ((ObjectNode) event).put("anchor", "infusionEnd");
            }
        });
    }));

    private void infuse() {
        site.saveForm.save(
                everybody(),
                first(
                        "INFUSION",
                        "INFUSION",
                        data(
                                INFUSION_START,
                                Map.of("INF_START", INFUSION_START.toString(), "INF_STOP", STOPPED.toString()))));
    }

    private Map<String, Instant> anchors(Actor reader) {
        return new ReadSubjects(site.studies, site.subjects, site.subjectStore, site.revisions, site.queries)
                .read(reader, STUDY, SUBJECT)
                .anchors()
                .instants();
    }

    private List<ReadSchedule.EventEntry> events(Actor reader) {
        return new ReadSchedule(site.studies, site.subjects, site.revisions, site.clock)
                .read(reader, STUDY, SUBJECT)
                .events();
    }

    @Test
    void isToldToWhoSeesTheDoseDay() {
        infuse();

        assertThat(anchors(investigator())).containsEntry("infusionEnd", STOPPED);
        assertThat(events(investigator()))
                .filteredOn(entry -> entry.timing().event().id().equals("PLUS40"))
                .allSatisfy(entry -> assertThat(entry.timing().target()).isPresent());
    }

    @Test
    void isNotToldToARaterOrACoordinator() {
        infuse();
        Actor coordinator = TrialSite.actor(
                "clara", "01", Set.of(FormCategory.GENERAL, FormCategory.EFFICACY), Set.of(FormCategory.GENERAL));

        for (Actor reader : List.of(rater(), coordinator)) {
            assertThat(anchors(reader)).containsOnlyKeys("infusionStart");
        }
    }

    @Test
    void norDoTheTimesOfAVisitTellIt() {
        site.infuse();
        List<ReadSchedule.EventEntry> before = events(rater());

        site.saveForm.save(
                everybody(),
                TrialSite.change(
                        "INFUSION",
                        "INFUSION",
                        1,
                        data(
                                INFUSION_START,
                                Map.of("INF_START", INFUSION_START.toString(), "INF_STOP", STOPPED.toString()))));

        assertThat(events(rater())).isEqualTo(before);
    }
}
