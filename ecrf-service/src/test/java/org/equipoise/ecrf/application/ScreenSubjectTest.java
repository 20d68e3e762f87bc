package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.ecrf.domain.subject.SubjectStatus;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class ScreenSubjectTest {
    private final TrialSite site = new TrialSite();
    private final ScreenSubject screen = new ScreenSubject(site.studies, site.subjectStore, site.open, site.clock);

    private Subject screen(String where, String key) {
        return screen.screen(TrialSite.STUDY, where, INFUSION_START, key);
    }

    @Test
    void aSubjectGetsTheNextNumberOfItsSite() {
        assertThat(screen("01", "a").id()).isEqualTo("01-002");
        assertThat(screen("01", "b").id()).isEqualTo("01-003");
        assertThat(screen("02", "c").id()).isEqualTo("02-001");
        assertThat(screen("02", "d").status()).isEqualTo(SubjectStatus.SCREENING);
    }

    @Test
    void theSameRequestAgainGivesTheSameSubject() {
        assertThat(screen("01", "a")).isEqualTo(screen("01", "a"));
        assertThat(screen("01", "b").id()).isEqualTo("01-003");
    }

    @Test
    void theKeyOfAnotherRequestIsRefused() {
        screen("01", "a");

        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> screen.screen(TrialSite.STUDY, "01", INFUSION_START.plusSeconds(1), "a"))
                        .type())
                .isEqualTo(ProblemType.KEY_REUSED);
    }

    @Test
    void aNumberThatIsTakenInTheMeantimeIsSkipped() {
        MemorySubjects store = site.subjectStore;
        List<Integer> answers = new ArrayList<>(List.of(0));
        SubjectStore overtaken = new DelegatingSubjects(store) {
            @Override
            public int highestNumber(String study, String where) {
                return answers.isEmpty() ? super.highestNumber(study, where) : answers.remove(0);
            }
        };

        assertThat(new ScreenSubject(site.studies, overtaken, site.open, site.clock)
                        .screen(TrialSite.STUDY, "01", INFUSION_START, "a")
                        .id())
                .isEqualTo("01-002");
    }

    @Test
    void aLockedSiteTakesInNobodyButKnowsWhomItTookIn() {
        Subject before = screen("01", "a");
        new CloseData(site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open)
                .site(
                        TrialSite.monitor(),
                        TrialSite.STUDY,
                        "01",
                        new CloseData.Step(MarkAction.LOCK, Optional.of("complete"), "k"));

        assertThat(catchThrowableOfType(Refusal.class, () -> screen("01", "b")).type())
                .isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(screen("01", "a")).isEqualTo(before);
        assertThat(screen("02", "c").id()).isEqualTo("02-001");
    }

    @Test
    void aSiteOutsideTheStudyDoesNotExist() {
        assertThat(catchThrowableOfType(Refusal.class, () -> screen("09", "a")).type())
                .isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void screeningCannotBeginInTheFuture() {
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> screen.screen(
                                        TrialSite.STUDY,
                                        "01",
                                        site.clock.instant().plusSeconds(1),
                                        "a"))
                        .type())
                .isEqualTo(ProblemType.CHECK_FAILED);
    }

    @Test
    void aListShowsOnlyTheReadersSitesAndGoesOn() {
        screen("01", "a");
        screen("01", "b");
        screen("02", "c");
        ReadSubjects read =
                new ReadSubjects(site.studies, site.subjects, site.subjectStore, site.revisions, site.queries);
        Actor clara = TrialSite.actor("clara", "01", Set.of(FormCategory.GENERAL), Set.of());

        PageOf<ReadSubjects.Listed> first =
                read.list(clara, TrialSite.STUDY, Optional.empty(), new Page(Optional.empty(), 2));
        PageOf<ReadSubjects.Listed> rest =
                read.list(clara, TrialSite.STUDY, Optional.empty(), new Page(first.next(), 2));

        assertThat(first.items()).extracting(listed -> listed.subject().id()).containsExactly("01-001", "01-002");
        assertThat(rest.items()).extracting(listed -> listed.subject().id()).containsExactly("01-003");
        assertThat(rest.next()).isEmpty();
        assertThat(read.list(clara, TrialSite.STUDY, Optional.of("02"), new Page(Optional.empty(), 2))
                        .items())
                .isEmpty();
    }
}
