package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a save at the instant at which something is closed. */
class LockRaceTest {
    private static final Instant NEXT_DAY = INFUSION_START.plus(Duration.ofHours(24));
    private static final FormInstance FORM = Examples.first("H24", "MADRS");

    private final TrialSite site = new TrialSite();
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    LockRaceTest() {
        site.infuse();
        site.enter("H24", "MADRS", NEXT_DAY, madrs(2));
    }

    @AfterEach
    void end() {
        other.shutdownNow();
    }

    /** Each way to stop a save. */
    enum Way {
        FREEZE_OF_AN_ITEM("item", Target.form("01", SUBJECT, FORM), MarkAction.FREEZE_ITEMS),
        LOCK_OF_AN_ITEM("item", Target.form("01", SUBJECT, FORM), MarkAction.LOCK_ITEMS),
        FREEZE_OF_A_FORM("form", Target.form("01", SUBJECT, FORM), MarkAction.FREEZE),
        LOCK_OF_A_FORM("form", Target.form("01", SUBJECT, FORM), MarkAction.LOCK),
        FREEZE_OF_A_SUBJECT("subject", Target.subject("01", SUBJECT), MarkAction.FREEZE),
        LOCK_OF_A_SUBJECT("subject", Target.subject("01", SUBJECT), MarkAction.LOCK),
        LOCK_OF_A_SITE("site", Target.site("01"), MarkAction.LOCK),
        FREEZE_OF_A_STUDY("study", Target.study(), MarkAction.FREEZE);

        final String level;
        final Target target;
        final MarkAction action;

        Way(String level, Target target, MarkAction action) {
            this.level = level;
            this.target = target;
            this.action = action;
        }

        boolean isOnAForm() {
            return target.instance().isPresent();
        }
    }

    private Mark close(Way way) {
        List<String> items = way.action.isOnItems() ? List.of("M1") : List.of();
        Mark.Statement seen = new Mark.Statement(way.isOnAForm() ? 1 : 0, "hash", items, Optional.of("cleaned"));
        return site.marking.mark(monitor(), new MarkData.Marking(STUDY, way.target, way.action, seen, "close"));
    }

    private FormView change() {
        return site.saveForm.save(everybody(), TrialSite.change("H24", "MADRS", 1, data(NEXT_DAY, madrs(3))));
    }

    private FormView enterVitals() {
        return site.enter("H24", "VITALS", NEXT_DAY, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
    }

    private int revisions() {
        return site.revisions.history(STUDY, SUBJECT, FORM).size();
    }

    private List<StoredMark> inForce(Way way) {
        return site.marks.of(STUDY, List.of(way.target.key()));
    }

    private void assertRefused(Way way, Refusal refused) {
        assertThat(refused.type()).isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(refused.getMessage()).contains("by mona at " + site.clock.instant());
        assertThat(refused.members())
                .containsEntry("closed", way.level)
                .containsEntry("by", "mona")
                .containsEntry("since", site.clock.instant());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aSaveThatWasCheckedBeforeIsNotStoredAfter(Way way) {
        site.revisions.beforeAppend = () -> close(way);

        assertRefused(way, catchThrowableOfType(Refusal.class, this::change));

        assertThat(revisions()).isEqualTo(1);
        assertThat(inForce(way)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = Way.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*(ITEM|FORM)")
    void norIsTheFirstOfAForm(Way way) {
        site.revisions.beforeAppend = () -> close(way);

        assertRefused(way, catchThrowableOfType(Refusal.class, this::enterVitals));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aSaveThatBeginsAfterTheAnnouncementIsRefused(Way way) {
        Refusal[] refused = new Refusal[1];
        site.marks.afterAnnouncement = () -> refused[0] = catchThrowableOfType(Refusal.class, this::change);

        close(way);

        assertRefused(way, refused[0]);
        assertThat(inForce(way)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void nobodyIsToldOfAClosureThatASaveMayStillPrecede(Way way) {
        site.marks.beforeConfirmation = () -> assertThat(inForce(way)).isEmpty();

        close(way);

        assertThat(inForce(way)).hasSize(1);
    }

    /** Has a save stored that was checked before the announcement and comes before the turn that is passed. */
    private void saveOnTheWay(SaveCommand command) throws InterruptedException {
        CountDownLatch checked = new CountDownLatch(1);
        CountDownLatch announced = new CountDownLatch(1);
        site.revisions.beforeAppend = () -> {
            checked.countDown();
            await(announced);
        };
        Future<FormView> save = other.submit(() -> site.saveForm.save(everybody(), command));
        assertThat(checked.await(10, TimeUnit.SECONDS)).isTrue();
        site.marks.afterAnnouncement = () -> {
            announced.countDown();
            assertThat(result(save).revision().number()).isEqualTo(command.expected() + 1);
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FormView result(Future<FormView> save) {
        try {
            return save.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Way.class, mode = EnumSource.Mode.MATCH_ALL, names = ".*(ITEM|FORM)")
    void aFormIsClosedAsItWasSeenOrNotAtAll(Way way) throws InterruptedException {
        saveOnTheWay(TrialSite.change("H24", "MADRS", 1, data(NEXT_DAY, madrs(3))));

        Refusal refused = catchThrowableOfType(Refusal.class, () -> close(way));

        assertThat(refused.type()).isEqualTo(ProblemType.REVISION_CONFLICT);
        assertThat(refused.members()).containsEntry("currentRevision", 2);
        assertThat(site.marks.all()).isEmpty();
        assertThat(site.saveForm
                        .save(everybody(), TrialSite.change("H24", "MADRS", 2, data(NEXT_DAY, madrs(1))))
                        .revision()
                        .number())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(value = Way.class, mode = EnumSource.Mode.MATCH_ALL, names = ".*ITEM")
    void anItemIsClosedAlthoughOthersOfItsFormWereChanged(Way way) throws InterruptedException {
        saveOnTheWay(TrialSite.change("H24", "MADRS", 1, data(NEXT_DAY, Map.of("M1", 2, "M2", 3, "M3", 3))));

        close(way);

        assertThat(inForce(way)).hasSize(1);
        assertThat(revisions()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = Way.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*(ITEM|FORM)")
    void whatLiesAroundFormsIsClosedWithWhatWasStoredBefore(Way way) throws InterruptedException {
        saveOnTheWay(TrialSite.change("H24", "MADRS", 1, data(NEXT_DAY, madrs(3))));

        close(way);

        assertThat(revisions()).isEqualTo(2);
        assertThat(inForce(way)).hasSize(1);
    }

    private void stopBeforeConfirmation(Way way) {
        site.marks.beforeConfirmation = () -> {
            throw new IllegalStateException("the replica stops");
        };
        assertThatThrownBy(() -> close(way)).hasMessage("the replica stops");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatAStopLeftAnnouncedComesIntoForceWhenItIsAskedForAgain(Way way) {
        stopBeforeConfirmation(way);
        assertRefused(way, catchThrowableOfType(Refusal.class, this::change));

        Mark mark = close(way);

        assertThat(inForce(way)).extracting(StoredMark::mark).containsExactly(mark);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void orByItself(Way way) {
        stopBeforeConfirmation(way);
        assertThat(site.closings.settleAbandoned()).isZero();
        site.clock.set(site.clock.instant().plusSeconds(31));

        assertThat(site.closings.settleAbandoned()).isOne();
        assertThat(site.closings.settleAbandoned()).isZero();
        assertThat(inForce(way)).hasSize(1);
    }

    @Test
    void somebodyElsesStepComesAfterWhatWasAnnounced() {
        stopBeforeConfirmation(Way.LOCK_OF_A_FORM);
        Mark.Statement seen = new Mark.Statement(1, "hash", List.of(), Optional.of("an error"));

        Mark unlock = site.marking.mark(
                monitor(), new MarkData.Marking(STUDY, Way.LOCK_OF_A_FORM.target, MarkAction.UNLOCK, seen, "unlock"));

        assertThat(unlock.number()).isEqualTo(2);
        assertThat(change().revision().number()).isEqualTo(2);
    }

    @Test
    void aSaveOfAnotherFormMeanwhileIsCheckedAgainAndStored() {
        site.revisions.beforeAppend = this::enterVitals;

        assertThat(change().revision().number()).isEqualTo(2);
        assertThat(site.revisions.of(STUDY, SUBJECT)).hasSize(4);
    }
}
