package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.monitor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.equipoise.ecrf.ExampleStudy;
import org.junit.jupiter.api.Test;

class DispositionsTest {
    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(DispositionsTest::withParticipation));
    private final ReadSafety safety = new ReadSafety(site.studies, site.subjectStore, site.revisions, site.clock);

    static void withParticipation(ObjectNode study) {
        ObjectNode participation = study.putObject("participation");
        participation
                .put("event", "COMMON")
                .put("form", "DISPOSITION")
                .put("date", "ENDED")
                .put("reason", "REASON");
        participation
                .putArray("ends")
                .addObject()
                .put("status", "screen-failed")
                .put("when", "REASON == 'COMPLETED'");
        study.path("schedule").path("events").forEach(event -> {
            if (event.path("id").asText().equals("SCREENING")) {
                ((ObjectNode) event).withArray("/forms").addObject().put("form", "ELIGIBILITY");
            }
        });
    }

    private List<String> criteria() {
        return safety.dispositions(monitor(), STUDY, ReadSafety.Among.ALL)
                .findFirst()
                .orElseThrow()
                .what()
                .criteria();
    }

    @Test
    void criteriaComeFromTheLatestEligibilityFormOfAnyEvent() {
        site.enter(
                "SCREENING",
                "ELIGIBILITY",
                INFUSION_START.minus(Duration.ofDays(9)),
                Map.of("ADULT", false, "PREGNANT", false));
        site.enter("COMMON", "DISPOSITION", INFUSION_START, Map.of("REASON", "COMPLETED", "ENDED", "2026-03-02"));
        assertThat(criteria()).containsExactly("Not an adult");

        site.enter(
                "BASELINE",
                "ELIGIBILITY",
                INFUSION_START.minus(Duration.ofHours(20)),
                Map.of("ADULT", true, "PREGNANT", true));
        assertThat(criteria()).containsExactly("Pregnant");
    }
}
