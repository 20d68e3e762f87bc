package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.review.Closure;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class LockStudyTest {
    private static final List<String> UNFINISHED = List.of("unreviewed-forms", "unverified-forms", "unsigned-subjects");

    private final TrialSite site = new TrialSite();
    private final LockStudy lock = new LockStudy(
            site.studies, site.subjectStore, site.revisions, site.queries, site.notices, site.marks, site.marking);

    LockStudyTest() {
        site.infuse();
        site.enter("H24", "MADRS", INFUSION_START.plus(Duration.ofHours(24)), madrs(2));
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
        assertThat(lock.checklist(monitor(), STUDY))
                .extracting(LockStudy.Point::id, LockStudy.Point::count)
                .containsExactly(
                        tuple("unreviewed-forms", 2L), tuple("unverified-forms", 2L), tuple("unsigned-subjects", 1L));
    }

    @Test
    void theChecklistCountsOpenAlertsAndDeviationsThatItsReaderMaySee() {
        notice("1", Raise.DEVIATION, FormCategory.EFFICACY);
        notice("2", Raise.DEVIATION, FormCategory.PHARMACY);
        notice("3", Raise.ALERT, FormCategory.DOSE_DAY);

        assertThat(lock.checklist(monitor(), STUDY))
                .startsWith(
                        new LockStudy.Point("open-deviations", 1, List.of(TrialSite.SUBJECT)),
                        new LockStudy.Point("open-alerts", 1, List.of(TrialSite.SUBJECT)));

        lock.set(monitor(), STUDY, step(MarkAction.FREEZE, "freeze"));
        later();
        assertThat(refused(() -> lock(UNFINISHED))).isEqualTo(ProblemType.STATE_CONFLICT);
        List<String> all = new ArrayList<>(UNFINISHED);
        all.addAll(List.of("open-deviations", "open-alerts"));
        assertThat(lock(all).state()).isEqualTo(Closure.LOCKED);
    }

    @Test
    void theChecklistNamesNoFormThatItsReaderMayNotSee() {
        List<LockStudy.Point> before = lock.checklist(monitor(), STUDY);
        site.enter("INFUSION", "PREPARATION", INFUSION_START.minusSeconds(1200), Map.of("VOLUME", 50));

        assertThat(lock.checklist(monitor(), STUDY)).isEqualTo(before);
        assertThat(lock.checklist(TrialSite.everybody(), STUDY)).isNotEqualTo(before);
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
