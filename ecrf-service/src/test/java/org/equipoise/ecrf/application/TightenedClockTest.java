package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.rater;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.subject.Subject;
import org.junit.jupiter.api.Test;

/** A subject stays under an earlier version; who sees its reporting clocks is decided by the version in force. */
class TightenedClockTest {
    private final TrialSite site = new TrialSite(definition("1", "general"));
    private final ReadSafety safety = new ReadSafety(site.studies, site.subjectStore, site.revisions, site.clock);

    static String definition(String version, String category) {
        return ExampleStudy.jsonWith(study -> {
            study.put("version", version);
            study.putObject("safety")
                    .putArray("clocks")
                    .addObject()
                    .put("id", "HOUR")
                    .put("name", "1 h")
                    .put("form", "INFUSION")
                    .put("starts", "INF_START")
                    .put("stops", "INF_STOP")
                    .put("within", "PT1H");
            study.path("forms").forEach(form -> {
                if (form.path("form").asText().equals("INFUSION")) {
                    ((ObjectNode) form).put("category", category);
                }
            });
        });
    }

    private void followsTheFirstVersion() {
        Subject before = Examples.subject(SUBJECT);
        site.subjectStore.put(new Subject(
                STUDY,
                SUBJECT,
                before.site(),
                before.number(),
                false,
                before.screenedAt(),
                before.createdAt(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("1")));
        site.infuse();
    }

    private void publish(String definition) {
        new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock)
                .publish(STUDY, "2", definition, new Author("id-of-ada", "ada"));
    }

    @Test
    void whoSawItNoLongerDoes() {
        followsTheFirstVersion();
        assertThat(safety.clocks(rater(), STUDY, ReadSafety.Among.ALL)).hasSize(1);

        publish(definition("2", "dose-day"));

        assertThat(safety.clocks(rater(), STUDY, ReadSafety.Among.ALL)).isEmpty();
        assertThat(safety.clocks(everybody(), STUDY, ReadSafety.Among.ALL)).hasSize(1);
    }

    @Test
    void itGoesOnWhenAVersionDropsIt() {
        followsTheFirstVersion();

        publish(ExampleStudy.jsonWith(study -> study.put("version", "2")));

        assertThat(safety.clocks(everybody(), STUDY, ReadSafety.Among.ALL)).hasSize(1);
        assertThat(safety.clockCounts(STUDY))
                .singleElement()
                .satisfies(count -> assertThat(count.states()).hasSize(1));
    }
}
