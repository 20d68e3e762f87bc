package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadCasebookTest {
    private static final Instant DAY_AFTER = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite();
    private final ReadCasebook casebook = new ReadCasebook(site.studies, site.subjects, site.revisions);

    @BeforeEach
    void enterData() {
        site.enter("H24", "MADRS", DAY_AFTER, madrs(2));
        site.infuse();
        site.enter("INFUSION", "PREPARATION", INFUSION_START.minusSeconds(1200), Map.of("VOLUME", 50));
        site.enter("BASELINE", "MADRS", INFUSION_START.minus(Duration.ofHours(20)), madrs(5));
        site.saveForm.save(everybody(), change("H24", "MADRS", 1, data(DAY_AFTER, madrs(3))));
    }

    private List<String> seenBy(Actor reader) {
        return casebook.read(reader, STUDY, SUBJECT).forms().stream()
                .map(view -> view.revision().instance() + " #" + view.revision().number())
                .toList();
    }

    @Test
    void itHoldsTheLastRevisionOfEachFormInTheOrderOfTheSchedule() {
        assertThat(seenBy(everybody()))
                .containsExactly(
                        "BASELINE/MADRS/1 #1", "INFUSION/INFUSION/1 #1", "INFUSION/PREPARATION/1 #1", "H24/MADRS/1 #2");
    }

    @Test
    void aRaterSeesNothingOfTheDoseDayAndAPharmacistNothingElse() {
        assertThat(seenBy(TrialSite.rater())).containsExactly("BASELINE/MADRS/1 #1", "H24/MADRS/1 #2");
        assertThat(seenBy(TrialSite.actor("paul", "01", Set.of(FormCategory.PHARMACY), Set.of())))
                .containsExactly("INFUSION/PREPARATION/1 #1");
    }

    @Test
    void theOrderIsThatOfTheVersionThatTheSubjectFollows() {
        Subject early = new ScreenSubject(site.studies, site.subjectStore, site.open, site.clock)
                .screen(STUDY, "01", INFUSION_START.minusSeconds(900_000), "early");
        for (String event : List.of("BASELINE", "H24")) {
            site.saveForm.save(
                    everybody(),
                    new SaveCommand(
                            STUDY,
                            early.id(),
                            Examples.first(event, "MADRS"),
                            0,
                            Optional.empty(),
                            data(DAY_AFTER, madrs(2))));
        }
        new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock)
                .publish(STUDY, "2", ExampleStudy.jsonWith(ReadCasebookTest::lastFirst), Examples.RITA);

        assertThat(events(early)).containsExactly("BASELINE", "H24");
        new MigrateSubjects(site.studies, site.studyStore, site.subjectStore, site.revisions, site.open, site.clock)
                .migrate(everybody(), new MigrateSubjects.Order(STUDY, "2", List.of(early.id()), "amendment"));
        assertThat(events(early)).containsExactly("H24", "BASELINE");
    }

    private List<String> events(Subject subject) {
        return casebook.read(everybody(), STUDY, subject.id()).forms().stream()
                .map(view -> view.revision().instance().event())
                .toList();
    }

    private static void lastFirst(ObjectNode study) {
        study.put("version", "2");
        ArrayNode events = (ArrayNode) study.path("schedule").path("events");
        List<JsonNode> reversed = new ArrayList<>();
        events.forEach(event -> reversed.add(0, event));
        events.removeAll().addAll(reversed);
    }

    @Test
    void aSubjectOfAnotherSiteDoesNotExist() {
        Actor elsewhere = TrialSite.actor("rita.02", "02", Set.of(FormCategory.EFFICACY), Set.of());

        assertThatThrownBy(() -> casebook.read(elsewhere, STUDY, SUBJECT)).isInstanceOf(Refusal.class);
    }
}
