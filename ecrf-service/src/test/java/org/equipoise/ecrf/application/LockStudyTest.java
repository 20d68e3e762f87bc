package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.monitor;
import static org.equipoise.ecrf.application.TrialSite.settling;

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
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.review.Closure;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class LockStudyTest {
    private static final List<String> UNFINISHED =
            List.of("absent-forms", "unreviewed-forms", "unverified-forms", "unsigned-subjects");

    private final TrialSite site = new TrialSite();
    private final LockChecklist checklist = checklist(site);
    private final LockStudy lock = new LockStudy(
            site.studies,
            checklist,
            new LockedContent(site.studies, site.subjectStore, site.revisions),
            site.marks,
            site.marking);

    LockStudyTest() {
        site.infuse();
        site.enter("H24", "MADRS", INFUSION_START.plus(Duration.ofHours(24)), madrs(2));
    }

    private static LockChecklist checklist(TrialSite site) {
        return new LockChecklist(
                site.studies, site.subjectStore, site.revisions, site.queries, site.notices, site.marks, site.clock);
    }

    private static CloseData.Step step(MarkAction action, String key) {
        return new CloseData.Step(action, Optional.of("end of data capture"), key);
    }

    private void later() {
        site.clock.set(site.clock.instant().plus(Duration.ofMinutes(2)));
    }

    private LockStudy.StudyLock lock(List<String> accepted) {
        return lock.lock(monitor(), STUDY, step(MarkAction.LOCK, "lock"), accepted);
    }

    private static ProblemType refused(Runnable action) {
        return catchThrowableOfType(Refusal.class, action::run).type();
    }

    @Test
    void theChecklistCountsWhatIsUnfinished() {
        assertThat(checklist.of(monitor(), STUDY))
                .extracting(LockChecklist.Point::id, LockChecklist.Point::count)
                .containsExactly(
                        tuple("absent-forms", 6L),
                        tuple("unreviewed-forms", 2L),
                        tuple("unverified-forms", 2L),
                        tuple("unsigned-subjects", 1L));
    }

    private List<String> places(Actor reader, String point) {
        return checklist.of(reader, STUDY).stream()
                .filter(each -> each.id().equals(point))
                .flatMap(each -> each.places().stream())
                .toList();
    }

    @Test
    void absentIsWhatTheSitesWorkListCallsLate() {
        List<String> late = site.workList.site(settling(monitor()), STUDY, "01").late().stream()
                .map(item -> item.subject() + "/" + item.entry().event().id() + "/"
                        + item.entry().form() + "/1")
                .toList();

        assertThat(places(monitor(), "absent-forms"))
                .containsExactlyInAnyOrderElementsOf(late)
                .contains("01-001/PLUS40/CADSS/1", "01-001/H24/VITALS/1");
        site.clock.set(INFUSION_START.plus(Duration.ofHours(27)));
        assertThat(places(monitor(), "absent-forms"))
                .contains("01-001/PLUS40/CADSS/1")
                .doesNotContain("01-001/H24/VITALS/1");
    }

    @Test
    void aFormThatIsEnteredOrSaidNotToHaveBeenDoneIsNotAbsent() {
        EntryData notDone = new EntryData(
                Map.of(),
                Map.of("SCORE", "not-done"),
                INFUSION_START.plus(Duration.ofMinutes(40)),
                Optional.empty(),
                Optional.empty(),
                TrialSite.LOOKED_AGAIN);
        site.saveForm.save(TrialSite.everybody(), TrialSite.first("PLUS40", "CADSS", notDone));
        site.enter(
                "H24", "VITALS", INFUSION_START.plus(Duration.ofHours(24)), Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));

        assertThat(places(monitor(), "absent-forms"))
                .hasSize(4)
                .doesNotContain("01-001/PLUS40/CADSS/1", "01-001/H24/VITALS/1");
    }

    @Test
    void noFormIsAbsentForWhomItIsHidden() {
        assertThat(places(TrialSite.rater(), "absent-forms"))
                .contains("01-001/BASELINE/MADRS/1")
                .noneMatch(place -> place.contains("/PLUS40/"));
    }

    @Test
    void whoStaysEligibleInScreeningIsUnfinishedForWhoSeesWhy() {
        assertThat(places(monitor(), "eligible-subjects")).isEmpty();
        site.enter("BASELINE", "MADRS", INFUSION_START.minusSeconds(7200), madrs(5));
        site.enter(
                "BASELINE", "ELIGIBILITY", INFUSION_START.minusSeconds(7200), Map.of("ADULT", true, "PREGNANT", false));

        assertThat(places(monitor(), "eligible-subjects")).containsExactly("01-001");
        assertThat(places(TrialSite.actor("uwe", "*", Set.of(FormCategory.PHARMACY), Set.of()), "eligible-subjects"))
                .isEmpty();
        site.subjectStore.recordRandomization(
                STUDY,
                "01-001",
                new Randomization("R-1", "K-1", INFUSION_START, Map.of("madrsBand", "GE10")),
                INFUSION_START);
        assertThat(places(monitor(), "eligible-subjects")).isEmpty();
    }

    @Test
    void nothingIsExpectedAfterParticipationEnded() {
        TrialSite ended = new TrialSite(ExampleStudy.jsonWith(DispositionsTest::withParticipation));
        ended.infuse();
        ended.enter(
                "COMMON", "DISPOSITION", ended.clock.instant(), Map.of("REASON", "COMPLETED", "ENDED", "2026-03-02"));

        assertThat(checklist(ended).of(monitor(), STUDY))
                .filteredOn(point -> point.id().equals("absent-forms"))
                .flatExtracting(LockChecklist.Point::places)
                .isNotEmpty()
                .noneMatch(place -> place.contains("/H24/"));
    }

    @Test
    void participationGoesOnForWhoDoesNotSeeThatItEnded() {
        TrialSite ended = new TrialSite(ExampleStudy.jsonWith(study -> {
            DispositionsTest.withParticipation(study);
            study.path("forms").forEach(form -> {
                if (form.path("form").asText().equals("DISPOSITION")) {
                    ((ObjectNode) form).put("category", "dose-day");
                }
            });
        }));
        ended.infuse();
        ended.enter(
                "COMMON", "DISPOSITION", ended.clock.instant(), Map.of("REASON", "COMPLETED", "ENDED", "2026-03-02"));

        assertThat(checklist(ended).of(monitor(), STUDY))
                .flatExtracting(LockChecklist.Point::places)
                .doesNotContain("01-001/H24/MADRS/1");
        assertThat(checklist(ended).of(TrialSite.rater(), STUDY))
                .filteredOn(point -> point.id().equals("absent-forms"))
                .flatExtracting(LockChecklist.Point::places)
                .contains("01-001/H24/MADRS/1");
        Actor whoAlsoPreparesDoses =
                TrialSite.actor("uwe", "*", Set.of(FormCategory.EFFICACY, FormCategory.PHARMACY), Set.of());
        assertThat(checklist(ended).of(whoAlsoPreparesDoses, STUDY))
                .flatExtracting(LockChecklist.Point::places)
                .doesNotContain("01-001/H24/MADRS/1");
    }

    @Test
    void aReportingClockIsOpenUntilItIsStopped() {
        TrialSite reporting = new TrialSite(TightenedClockTest.definition("1", "dose-day"));
        reporting.infuse();

        assertThat(checklist(reporting).of(monitor(), STUDY))
                .contains(new LockChecklist.Point("open-clocks", 1, List.of("01-001/INFUSION/INFUSION/1")));
        assertThat(checklist(reporting).of(TrialSite.rater(), STUDY))
                .extracting(LockChecklist.Point::id)
                .doesNotContain("open-clocks");

        reporting.saveForm.save(
                TrialSite.everybody(),
                TrialSite.change(
                        "INFUSION",
                        "INFUSION",
                        1,
                        TrialSite.data(
                                INFUSION_START,
                                Map.of(
                                        "INF_START", INFUSION_START.toString(),
                                        "INF_STOP",
                                                INFUSION_START.plusSeconds(2400).toString()))));
        assertThat(checklist(reporting).of(monitor(), STUDY))
                .extracting(LockChecklist.Point::id)
                .doesNotContain("open-clocks");
    }

    private Optional<String> contentHash(String key) {
        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze " + key));
        later();
        Optional<String> hash = lock.lock(monitor(), STUDY, step(MarkAction.LOCK, key), UNFINISHED)
                .contentHash();
        lock.set(monitor(), STUDY, step(MarkAction.UNLOCK, "unlock " + key));
        return hash;
    }

    @Test
    void theLockIsOverTheListOfSubjectsToo() {
        Optional<String> one = contentHash("one");
        assertThat(contentHash("the same")).isEqualTo(one);

        site.subjectStore.put(Examples.subject("01-002"));
        Optional<String> two = contentHash("two");
        assertThat(two).isPresent().isNotEqualTo(one);

        site.subjectStore.recordRandomization(
                STUDY,
                "01-002",
                new Randomization("R-0001", "K-1", INFUSION_START, Map.of("site", "01")),
                site.clock.instant());
        Optional<String> randomized = contentHash("randomized");
        assertThat(randomized).isPresent().isNotEqualTo(two);

        site.enter(
                "COMMON",
                "DISPOSITION",
                INFUSION_START.plus(Duration.ofHours(30)),
                Map.of("REASON", "CONSENT", "ENDED", "2026-03-04"));
        assertThat(contentHash("withdrawn")).isPresent().isNotEqualTo(randomized);
    }

    @Test
    void moreSubjectsThanAPageAreAllInIt() {
        for (int i = 2; i <= Page.LARGEST + 1; i++) {
            site.subjectStore.put(Examples.subject(Subject.id("01", i)));
        }
        Optional<String> before = contentHash("before");

        site.subjectStore.put(Examples.subject(Subject.id("01", Page.LARGEST + 2)));

        assertThat(contentHash("after")).isPresent().isNotEqualTo(before);
    }

    @Test
    void theChecklistCountsOpenAlertsAndDeviationsThatItsReaderMaySee() {
        notice("1", Raise.DEVIATION, FormCategory.EFFICACY);
        notice("2", Raise.DEVIATION, FormCategory.PHARMACY);
        notice("3", Raise.ALERT, FormCategory.DOSE_DAY);

        assertThat(checklist.of(monitor(), STUDY))
                .startsWith(
                        new LockChecklist.Point("open-deviations", 1, List.of(TrialSite.SUBJECT)),
                        new LockChecklist.Point("open-alerts", 1, List.of(TrialSite.SUBJECT)));

        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze"));
        later();
        assertThat(refused(() -> lock(UNFINISHED))).isEqualTo(ProblemType.STATE_CONFLICT);
        List<String> all = new ArrayList<>(UNFINISHED);
        all.addAll(List.of("open-deviations", "open-alerts"));
        assertThat(lock(all).state()).isEqualTo(Closure.LOCKED);
    }

    @Test
    void aQueryIsAPointUntilItIsClosed() {
        RaiseQuery raise = new RaiseQuery(site.studies, site.subjects, site.queries, site.clock);
        AdvanceQuery advance = new AdvanceQuery(site.studies, site.queries, site.revisions, site.clock);
        RaiseQuery.Question question = new RaiseQuery.Question(
                TrialSite.SUBJECT, Examples.first("H24", "MADRS"), Optional.empty(), "Please check.");
        String first = raise.raise(monitor(), STUDY, question, "k1").id();
        raise.raise(monitor(), STUDY, question, "k2");
        advance.answer(TrialSite.rater(), STUDY, first, "Checked.", "k3");

        assertThat(checklist.of(monitor(), STUDY))
                .startsWith(
                        new LockChecklist.Point("open-queries", 1, List.of()),
                        new LockChecklist.Point("answered-queries", 1, List.of()));
        assertThat(refused(() -> {
                    lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze"));
                    List<String> accepted = new ArrayList<>(UNFINISHED);
                    accepted.add("open-queries");
                    lock(accepted);
                }))
                .isEqualTo(ProblemType.STATE_CONFLICT);

        advance.close(monitor(), STUDY, first, "Thank you.", "k4");
        assertThat(checklist.of(monitor(), STUDY))
                .extracting(LockChecklist.Point::id)
                .contains("open-queries")
                .doesNotContain("answered-queries");
    }

    @Test
    void nothingIsSignedOnceTheStudyIsLockedOrSealed() {
        ReviewForm review =
                new ReviewForm(site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open);
        ReviewForm.Step sign = new ReviewForm.Step(
                STUDY,
                TrialSite.SUBJECT,
                Examples.first("H24", "MADRS"),
                MarkAction.SIGN,
                1,
                List.of(),
                Optional.empty(),
                Optional.of("complete"),
                "sign");
        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze"));
        later();
        Instant since = lock(UNFINISHED).since().orElseThrow();

        assertThat(refused(() -> review.step(TrialSite.rater(), sign))).isEqualTo(ProblemType.STATE_CONFLICT);
        lock.seal(monitor(), STUDY, since);
        Refusal sealed = catchThrowableOfType(Refusal.class, () -> review.step(TrialSite.rater(), sign));
        assertThat(sealed.members()).containsEntry("closed", "study").containsEntry("state", "sealed");
        assertThat(review.read(TrialSite.rater(), STUDY, TrialSite.SUBJECT, Examples.first("H24", "MADRS"))
                        .standing()
                        .signatures())
                .isEmpty();
    }

    @Test
    void theChecklistNamesNoFormThatItsReaderMayNotSee() {
        List<LockChecklist.Point> before = checklist.of(monitor(), STUDY);
        site.enter("INFUSION", "PREPARATION", INFUSION_START.minusSeconds(1200), Map.of("VOLUME", 50));

        assertThat(checklist.of(monitor(), STUDY)).isEqualTo(before);
        assertThat(checklist.of(TrialSite.everybody(), STUDY)).isNotEqualTo(before);
    }

    @Test
    void aRequestThatIsSentAgainUnderAnotherNameIsTheSame() {
        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze"));
        Actor renamed = new Actor(
                new Author(monitor().author().id(), "mona.lisa"),
                monitor().scope(),
                monitor().reads(),
                monitor().enters());

        assertThat(lock.set(renamed, STUDY, step(MarkAction.FREEZE, "freeze")).state())
                .isEqualTo(Closure.FROZEN);
    }

    private void notice(String id, Raise kind, FormCategory category) {
        site.notices.raise(List.of(new Notice(
                STUDY,
                id,
                kind,
                TrialSite.SUBJECT,
                "01",
                new Notice.Source(Examples.first("H24", "MADRS"), 1, "HIGH", "High", "origin-" + id),
                Set.of(category),
                site.clock.instant(),
                Optional.empty())));
    }

    @Test
    void anOpenStudyIsFrozenFirst() {
        assertThat(refused(() -> lock(UNFINISHED))).isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(lock.read(STUDY).state()).isEqualTo(Closure.OPEN);
    }

    @Test
    void aStudyThatWasOpenMeanwhileIsNotLockedOverWhatIsNoLongerThere() {
        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze"));
        site.queries.beforeCount = () -> {
            lock.set(monitor(), STUDY, step(MarkAction.UNFREEZE, "unfreeze"));
            site.enter("BASELINE", "MADRS", INFUSION_START.minus(Duration.ofHours(24)), madrs(4));
            lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze again"));
        };

        assertThat(refused(() -> lock(UNFINISHED))).isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(lock.read(STUDY).state()).isEqualTo(Closure.FROZEN);
    }

    @Test
    void eachUnfinishedPointIsAcceptedByName() {
        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze"));
        later();

        assertThat(refused(() -> lock(List.of("unreviewed-forms")))).isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(lock(UNFINISHED).contentHash()).isPresent();
    }

    @Test
    void aLockAgainIsTheSameLock() {
        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze"));
        later();
        LockStudy.StudyLock first = lock(UNFINISHED);
        later();

        assertThat(lock(UNFINISHED)).isEqualTo(first);
        assertThat(refused(() -> lock.lock(monitor(), STUDY, step(MarkAction.LOCK, "other"), UNFINISHED)))
                .isEqualTo(ProblemType.STATE_CONFLICT);
    }

    @Test
    void anUnlockedStudyIsOpenAndItsNextLockCoversWhatIsThere() {
        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze"));
        later();
        Optional<String> before = lock(UNFINISHED).contentHash();
        lock.set(monitor(), STUDY, step(MarkAction.UNLOCK, "unlock"));
        site.enter("BASELINE", "MADRS", INFUSION_START.minus(Duration.ofHours(24)), madrs(4));
        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze again"));
        later();

        Optional<String> after = lock.lock(monitor(), STUDY, step(MarkAction.LOCK, "lock again"), UNFINISHED)
                .contentHash();

        assertThat(after).isPresent().isNotEqualTo(before);
    }

    @Test
    void aSealedLockIsNeverOpenedAgain() {
        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze"));
        later();
        LockStudy.StudyLock locked = lock(UNFINISHED);
        Instant since = locked.since().orElseThrow();

        assertThat(lock.seal(monitor(), STUDY, since).state()).isEqualTo(Closure.SEALED);
        assertThat(lock.seal(monitor(), STUDY, since).contentHash()).isEqualTo(locked.contentHash());
        assertThat(refused(() -> lock.set(monitor(), STUDY, step(MarkAction.UNLOCK, "unlock"))))
                .isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(refused(() -> site.enter("BASELINE", "MADRS", INFUSION_START.minus(Duration.ofHours(24)), madrs(4))))
                .isEqualTo(ProblemType.STATE_CONFLICT);
    }

    @Test
    void onlyTheLockThatIsMeantIsSealed() {
        assertThat(refused(() -> lock.seal(monitor(), STUDY, site.clock.instant())))
                .isEqualTo(ProblemType.STATE_CONFLICT);
        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze"));
        later();
        Instant first = lock(UNFINISHED).since().orElseThrow();
        lock.set(monitor(), STUDY, step(MarkAction.UNLOCK, "unlock"));
        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze again"));
        later();
        lock.lock(monitor(), STUDY, step(MarkAction.LOCK, "lock again"), UNFINISHED);

        assertThat(refused(() -> lock.seal(monitor(), STUDY, first))).isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(lock.read(STUDY).state()).isEqualTo(Closure.LOCKED);
    }
}
