package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.monitor;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.equipoise.ecrf.application.ReadSchedule.Access;
import org.equipoise.ecrf.application.ReadSchedule.EventEntry;
import org.equipoise.ecrf.application.ReadSchedule.FormEntry;
import org.equipoise.ecrf.domain.schedule.EventState;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class ReadScheduleTest {
    private final TrialSite site = new TrialSite();
    private final ReadSchedule read = new ReadSchedule(site.studies, site.subjects, site.revisions, site.clock);

    private EventEntry event(Actor reader, String id) {
        return read.read(reader, TrialSite.STUDY, TrialSite.SUBJECT).events().stream()
                .filter(entry -> entry.timing().event().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private FormEntry form(Actor reader, String event, String form) {
        return event(reader, event).forms().stream()
                .filter(entry -> entry.form().id().equals(form))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everythingWaitsForTheInfusion() {
        assertThat(event(investigator(), "PLUS40").state()).isEqualTo(EventState.WAITING);
        assertThat(event(investigator(), "COMMON").state()).isEqualTo(EventState.IN_WINDOW);
    }

    @Test
    void aStateFollowsTheClockAndTheForms() {
        site.infuse();
        site.clock.set(INFUSION_START.plus(Duration.ofMinutes(40)));
        assertThat(event(investigator(), "PLUS40").state()).isEqualTo(EventState.IN_WINDOW);

        site.enter("PLUS40", "CADSS", INFUSION_START.plusSeconds(2400), Map.of("SCORE", 3));
        assertThat(event(investigator(), "PLUS40").state()).isEqualTo(EventState.IN_WINDOW);

        site.clock.set(INFUSION_START.plus(Duration.ofMinutes(50)));
        assertThat(event(investigator(), "PLUS40").state()).isEqualTo(EventState.LATE);

        site.enter("PLUS40", "VITALS", INFUSION_START.plusSeconds(2400), Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
        assertThat(event(investigator(), "PLUS40").state()).isEqualTo(EventState.DONE);
    }

    @Test
    void aFormThatIsNotRequiredHoldsNothingUp() {
        site.infuse();

        assertThat(event(investigator(), "INFUSION").state()).isEqualTo(EventState.DONE);
    }

    @Test
    void accessDependsOnTheFormsCategoryInTheEvent() {
        assertThat(form(rater(), "H24", "MADRS").access()).isEqualTo(Access.ENTER);
        assertThat(form(rater(), "H24", "VITALS").access()).isEqualTo(Access.READ);
        assertThat(form(rater(), "PLUS40", "VITALS").access()).isEqualTo(Access.NONE);
        assertThat(form(investigator(), "PLUS40", "VITALS").access()).isEqualTo(Access.ENTER);
        assertThat(form(monitor(), "H24", "MADRS").access()).isEqualTo(Access.READ);
        assertThat(form(monitor(), "INFUSION", "PREPARATION").access()).isEqualTo(Access.NONE);
    }

    @Test
    void theRatersScheduleIsTheSameWhateverWasEnteredOnHiddenForms() {
        site.infuse();
        String before =
                read.read(rater(), TrialSite.STUDY, TrialSite.SUBJECT).events().toString();

        site.enter("PLUS40", "CADSS", INFUSION_START.plusSeconds(2400), Map.of("SCORE", 60));

        assertThat(read.read(rater(), TrialSite.STUDY, TrialSite.SUBJECT)
                        .events()
                        .toString())
                .isEqualTo(before);
        assertThat(form(rater(), "PLUS40", "CADSS").entered()).isEmpty();
        assertThat(form(investigator(), "PLUS40", "CADSS").entered()).hasSize(1);
    }

    @Test
    void ofAnEventThatTheRaterSeesNothingOfNothingIsLate() {
        site.infuse();

        assertThat(event(investigator(), "PLUS40").state()).isEqualTo(EventState.LATE);
        assertThat(event(rater(), "PLUS40").state()).isEqualTo(EventState.DONE);
    }

    @Test
    void aSubjectOfAnotherSiteDoesNotExist() {
        Actor elsewhere = TrialSite.actor("rita.02", "02", Set.of(FormCategory.EFFICACY), Set.of());

        assertThat(catchThrowableOfType(Refusal.class, () -> read.read(elsewhere, TrialSite.STUDY, TrialSite.SUBJECT))
                        .type())
                .isEqualTo(ProblemType.NOT_FOUND);
    }
}
