package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.monitor;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.review.Closure;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.audit.HashChain;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewFormTest {
    private static final Instant NEXT_DAY = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite();
    private final MarkData marking = site.marking;
    private final ReviewForm review =
            new ReviewForm(site.studies, site.subjects, site.revisions, site.marks, marking, site.open);
    private final CloseData close =
            new CloseData(site.studies, site.subjects, site.revisions, site.marks, marking, site.open);

    ReviewFormTest() {
        site.infuse();
        site.enter("H24", "MADRS", NEXT_DAY, madrs(2));
    }

    private ReviewForm.UnderReview step(Actor actor, MarkAction action, int revision, String key, String... items) {
        return review.step(
                actor,
                new ReviewForm.Step(
                        STUDY,
                        SUBJECT,
                        Examples.first("H24", "MADRS"),
                        action,
                        revision,
                        List.of(items),
                        Optional.empty(),
                        Optional.of("because"),
                        key));
    }

    private FormView change() {
        return site.saveForm.save(everybody(), TrialSite.change("H24", "MADRS", 1, data(NEXT_DAY, madrs(3))));
    }

    private static ProblemType refused(Runnable action) {
        return catchThrowableOfType(Refusal.class, action::run).type();
    }

    private ReviewForm.UnderReview verifyAll(String seen) {
        return review.step(
                monitor(),
                new ReviewForm.Step(
                        STUDY,
                        SUBJECT,
                        Examples.first("H24", "MADRS"),
                        MarkAction.VERIFY,
                        1,
                        List.of(),
                        Optional.of(seen),
                        Optional.empty(),
                        "all"));
    }

    private String seen() {
        return review.read(monitor(), STUDY, SUBJECT, Examples.first("H24", "MADRS"))
                .contentHash();
    }

    private CloseData.Step sign(Actor signer, String key) {
        String seen = close.ofSubject(signer, STUDY, SUBJECT).contentHash();
        return new CloseData.Step(MarkAction.SIGN, Optional.of("complete"), key, Optional.of(seen));
    }

    @Test
    void allIsWhatThePersonSawAndStaysThatWhenItIsSentAgain() {
        String seen = seen();

        assertThat(refused(() -> verifyAll("something else"))).isEqualTo(ProblemType.REVISION_CONFLICT);
        assertThat(verifyAll(seen).standing().verified()).containsExactlyInAnyOrder("M1", "M2", "M3", "TOTAL");
        change();
        assertThat(verifyAll(seen).history()).hasSize(1);
    }

    @Test
    void verifyingSaysWhichItems() {
        assertThat(refused(() -> step(monitor(), MarkAction.VERIFY, 1, "k1"))).isEqualTo(ProblemType.INVALID_VALUE);
        assertThat(step(monitor(), MarkAction.VERIFY, 1, "k1", "M2").standing().verified())
                .containsExactly("M2");
    }

    @Test
    void nobodySignsASubjectThatIsNotTheOneTheySaw() {
        CloseData.Step sign = sign(rater(), "k1");
        change();

        assertThat(refused(() -> close.subject(rater(), STUDY, SUBJECT, sign)))
                .isEqualTo(ProblemType.REVISION_CONFLICT);
    }

    @Test
    void aSignatureThatIsSentAgainIsTheSameAlthoughTheDataChangedMeanwhile() {
        CloseData.Step sign = sign(rater(), "k1");
        close.subject(rater(), STUDY, SUBJECT, sign);
        change();

        assertThat(close.subject(rater(), STUDY, SUBJECT, sign).signatures()).hasSize(1);
    }

    @Test
    void anItemWithoutAnswerCannotBeVerified() {
        assertThat(refused(() -> step(monitor(), MarkAction.VERIFY, 1, "k1", "M9")))
                .isEqualTo(ProblemType.INVALID_VALUE);
    }

    @Test
    void nobodyMarksARevisionThatIsNoLongerThePresentOne() {
        change();

        assertThat(refused(() -> step(monitor(), MarkAction.REVIEW, 1, "k1"))).isEqualTo(ProblemType.REVISION_CONFLICT);
    }

    @Test
    void theSameRequestAgainSetsOneMarkAlthoughTheFormChangedMeanwhile() {
        step(monitor(), MarkAction.REVIEW, 1, "k1");
        change();

        assertThat(step(monitor(), MarkAction.REVIEW, 1, "k1").history()).hasSize(1);
        assertThat(refused(() -> step(monitor(), MarkAction.FREEZE, 1, "k1"))).isEqualTo(ProblemType.KEY_REUSED);
    }

    @Test
    void aSignatureLapsesVisiblyWhenTheFormChanges() {
        assertThat(step(rater(), MarkAction.SIGN, 1, "k1").standing().signed()).isTrue();
        change();

        ReviewForm.UnderReview now = review.read(rater(), STUDY, SUBJECT, Examples.first("H24", "MADRS"));
        assertThat(now.standing().signed()).isFalse();
        assertThat(now.standing().signatures()).hasSize(1);
    }

    @Test
    void whoCompletedTheInfusionRecordDoesNotSignTheScore() {
        Actor staff = everybody();

        assertThat(refused(() -> step(staff, MarkAction.SIGN, 1, "k1"))).isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(step(staff, MarkAction.REVIEW, 1, "k2").standing().reviewed())
                .isTrue();
        assertThat(step(investigator(), MarkAction.SIGN, 1, "k3").standing().signed())
                .isTrue();
    }

    @Test
    void theirSignatureLapsesWhenTheyCompleteItAfterwards() {
        step(investigator(), MarkAction.SIGN, 1, "k1");
        close.subject(investigator(), STUDY, SUBJECT, sign(investigator(), "k2"));
        site.saveForm.save(
                investigator(),
                first("PLUS40", "CADSS", data(INFUSION_START.plus(Duration.ofMinutes(40)), Map.of("SCORE", 5))));

        FormStanding standing = review.read(rater(), STUDY, SUBJECT, Examples.first("H24", "MADRS"))
                .standing();
        assertThat(standing.signed()).isFalse();
        assertThat(standing.signatures().get(0).unchanged()).isTrue();
        assertThat(standing.signatures().get(0).independent()).isFalse();
        assertThat(close.ofSubject(everybody(), STUDY, SUBJECT)
                        .signatures()
                        .get(0)
                        .independent())
                .isFalse();
    }

    @Test
    void whyASubjectWasClosedIsNotForWhoMayNotKnowWhatTheDoseDid() {
        Actor manager =
                TrialSite.actor("dario", "*", EnumSet.complementOf(EnumSet.of(FormCategory.PHARMACY)), Set.of());
        close.subject(
                manager,
                STUDY,
                SUBJECT,
                new CloseData.Step(MarkAction.FREEZE, Optional.of("seizure at dose 2 under query"), "k1"));

        assertThat(close.ofSubject(rater(), STUDY, SUBJECT).history())
                .singleElement()
                .satisfies(mark -> {
                    assertThat(mark.action()).isEqualTo(MarkAction.FREEZE);
                    assertThat(mark.statement().text()).isEmpty();
                });
        assertThat(close.ofSubject(manager, STUDY, SUBJECT)
                        .history()
                        .get(0)
                        .statement()
                        .text())
                .contains("seizure at dose 2 under query");
    }

    @Test
    void whoSeesLessIsNotToldOfSignaturesOverMore() {
        close.subject(investigator(), STUDY, SUBJECT, sign(investigator(), "k1"));

        assertThat(close.ofSubject(rater(), STUDY, SUBJECT).signatures()).isEmpty();
        assertThat(close.ofSubject(rater(), STUDY, SUBJECT).history()).isEmpty();
        assertThat(close.ofSubject(investigator(), STUDY, SUBJECT).history()).hasSize(1);
    }

    @Test
    void norDoTheySignTheScoreAsPartOfTheSubject() {
        assertThat(refused(() -> close.subject(everybody(), STUDY, SUBJECT, sign(everybody(), "k1"))))
                .isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(close.subject(investigator(), STUDY, SUBJECT, sign(investigator(), "k1"))
                        .signatures())
                .hasSize(1);
    }

    @Test
    void aFrozenFormTakesNoChangeUntilItIsOpenAgain() {
        step(monitor(), MarkAction.FREEZE, 1, "k1");
        assertThat(refused(this::change)).isEqualTo(ProblemType.STATE_CONFLICT);

        step(monitor(), MarkAction.UNFREEZE, 1, "k2");
        assertThat(change().revision().number()).isEqualTo(2);
    }

    private Refusal save(Map<String, Object> values, int expected) {
        return catchThrowableOfType(
                Refusal.class,
                () -> site.saveForm.save(
                        everybody(), TrialSite.change("H24", "MADRS", expected, data(NEXT_DAY, values))));
    }

    @Test
    void aLockedItemKeepsItsAnswerWhileTheOthersTakeChanges() {
        step(monitor(), MarkAction.LOCK_ITEMS, 1, "k1", "M1");

        Refusal refused = save(Map.of("M1", 3, "M2", 2, "M3", 2), 1);
        assertThat(refused.type()).isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(refused.getMessage()).contains("M1");
        assertThat(refused.members())
                .containsEntry("closed", "item")
                .containsEntry("items", List.of("M1"))
                .containsEntry("by", "mona")
                .containsEntry("since", site.clock.instant());
        assertThat(save(Map.of("M1", 2, "M2", 3, "M3", 2), 1)).isNull();
        assertThat(new ReadForm(site.studies, site.subjects, site.revisions)
                        .read(rater(), STUDY, SUBJECT, Examples.first("H24", "MADRS"))
                        .closed()
                        .locked())
                .containsExactly("M1");
    }

    @Test
    void aLockedItemIsNeitherClearedNorGivenAReason() {
        site.saveForm.save(
                everybody(), first("H24", "VITALS", data(NEXT_DAY, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80))));
        review.step(
                monitor(),
                new ReviewForm.Step(
                        STUDY,
                        SUBJECT,
                        Examples.first("H24", "VITALS"),
                        MarkAction.LOCK_ITEMS,
                        1,
                        List.of("DIASTOLIC"),
                        Optional.empty(),
                        Optional.of("verified twice"),
                        "k1"));

        EntryData cleared = new EntryData(
                Map.of("SYSTOLIC", 120),
                Map.of("DIASTOLIC", "not-done"),
                NEXT_DAY,
                Optional.empty(),
                Optional.empty(),
                TrialSite.LOOKED_AGAIN);
        assertThat(refused(() -> site.saveForm.save(everybody(), TrialSite.change("H24", "VITALS", 1, cleared))))
                .isEqualTo(ProblemType.STATE_CONFLICT);
    }

    @Test
    void aLockedTotalKeepsWhatItIsComputedFromAsItIs() {
        step(monitor(), MarkAction.LOCK_ITEMS, 1, "k1", "TOTAL");

        assertThat(save(Map.of("M1", 3, "M2", 2, "M3", 2), 1).members()).containsEntry("items", List.of("TOTAL"));
        assertThat(save(Map.of("M1", 1, "M2", 3, "M3", 2), 1)).isNull();
    }

    @Test
    void anUnlockedItemTakesChangesAgainAndBothStepsStayInTheHistory() {
        step(monitor(), MarkAction.LOCK_ITEMS, 1, "k1", "M1", "M2");
        ReviewForm.UnderReview after = step(monitor(), MarkAction.UNLOCK_ITEMS, 1, "k2", "M1");

        assertThat(after.standing().items().locked()).containsExactly("M2");
        assertThat(after.history())
                .extracting(mark -> mark.action().code())
                .containsExactly("lock-items", "unlock-items");
        assertThat(save(Map.of("M1", 3, "M2", 2, "M3", 2), 1)).isNull();
        assertThat(save(Map.of("M1", 3, "M2", 3, "M3", 2), 2).members()).containsEntry("items", List.of("M2"));
    }

    @Test
    void itemsAreLockedOnceAndUnlockedIfTheyAreLocked() {
        step(monitor(), MarkAction.LOCK_ITEMS, 1, "k1", "M1");

        assertThat(refused(() -> step(monitor(), MarkAction.LOCK_ITEMS, 1, "k2", "M2", "M1")))
                .isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(refused(() -> step(monitor(), MarkAction.UNLOCK_ITEMS, 1, "k3", "M2")))
                .isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(refused(() -> step(monitor(), MarkAction.LOCK_ITEMS, 1, "k4", "M9")))
                .isEqualTo(ProblemType.INVALID_VALUE);
        assertThat(step(monitor(), MarkAction.LOCK_ITEMS, 1, "k1", "M1").history())
                .hasSize(1);
    }

    @Test
    void aFrozenItemKeepsItsAnswerAsWellUntilItIsUnfrozen() {
        step(monitor(), MarkAction.FREEZE_ITEMS, 1, "k1", "M1");

        Refusal refused = save(Map.of("M1", 3, "M2", 2, "M3", 2), 1);
        assertThat(refused.type()).isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(refused.getMessage()).contains("M1 (frozen by mona");
        assertThat(refused.fix()).contains("unfreeze");
        assertThat(refused.members())
                .containsEntry("closed", "item")
                .containsEntry("state", "frozen")
                .containsEntry("items", List.of("M1"));
        assertThat(save(Map.of("M1", 2, "M2", 3, "M3", 2), 1)).isNull();

        ReviewForm.UnderReview after = step(monitor(), MarkAction.UNFREEZE_ITEMS, 2, "k2", "M1");
        assertThat(after.standing().items().isEmpty()).isTrue();
        assertThat(save(Map.of("M1", 3, "M2", 3, "M3", 2), 2)).isNull();
    }

    @Test
    void aFrozenItemCanBeLockedAndIsThenOpenedByUnlockingItAlone() {
        step(monitor(), MarkAction.FREEZE_ITEMS, 1, "k1", "M1", "M2");
        ReviewForm.UnderReview locked = step(monitor(), MarkAction.LOCK_ITEMS, 1, "k2", "M1");
        assertThat(locked.standing().items().frozen()).containsExactly("M2");
        assertThat(locked.standing().items().locked()).containsExactly("M1");

        Refusal refused = catchThrowableOfType(
                Refusal.class, () -> step(monitor(), MarkAction.UNFREEZE_ITEMS, 1, "k3", "M1", "M2"));
        assertThat(refused.getMessage()).contains("M1 is locked").doesNotContain("M2");
        assertThat(refused(() -> step(monitor(), MarkAction.FREEZE_ITEMS, 1, "k4", "M1")))
                .isEqualTo(ProblemType.STATE_CONFLICT);

        Refusal save = save(madrs(3), 1);
        assertThat(save.getMessage()).contains("M1 (locked by mona", "; M2 (frozen by mona");
        assertThat(save.members()).containsEntry("state", "locked").containsEntry("items", List.of("M1", "M2"));

        ReviewForm.UnderReview unlocked = step(monitor(), MarkAction.UNLOCK_ITEMS, 1, "k5", "M1");
        assertThat(unlocked.standing().items().byPlace()).containsOnlyKeys("M2");
        assertThat(save(Map.of("M1", 3, "M2", 2, "M3", 2), 1)).isNull();
    }

    @Test
    void itemsOfAFrozenFormAreFrozenForThemselves() {
        step(monitor(), MarkAction.FREEZE_ITEMS, 1, "k1", "M1");
        step(monitor(), MarkAction.FREEZE, 1, "k2");
        step(monitor(), MarkAction.UNFREEZE, 1, "k3");

        assertThat(save(Map.of("M1", 3, "M2", 2, "M3", 2), 1).members()).containsEntry("closed", "item");
        step(monitor(), MarkAction.LOCK, 1, "k4");
        assertThat(refused(() -> step(monitor(), MarkAction.UNFREEZE_ITEMS, 1, "k5", "M1")))
                .isEqualTo(ProblemType.STATE_CONFLICT);
    }

    @Test
    void aDryRunOfASaveKnowsLockedItemsToo() {
        step(monitor(), MarkAction.LOCK_ITEMS, 1, "k1", "M1");

        assertThat(refused(() -> site.saveForm.rehearse(
                        everybody(), TrialSite.change("H24", "MADRS", 1, data(NEXT_DAY, madrs(3))), List.of())))
                .isEqualTo(ProblemType.STATE_CONFLICT);
    }

    @Test
    void aLockedSubjectTakesNoNewFormEither() {
        close.subject(monitor(), STUDY, SUBJECT, new CloseData.Step(MarkAction.LOCK, Optional.of("complete"), "k1"));

        assertThat(refused(() -> site.saveForm.save(
                        everybody(), first("H24", "VITALS", data(NEXT_DAY, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80))))))
                .isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(review.read(rater(), STUDY, SUBJECT, Examples.first("H24", "MADRS"))
                        .obstacle()
                        .map(OpenData.Obstacle::closure))
                .contains(Closure.LOCKED);
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFY", "REVIEW", "SIGN", "FREEZE", "LOCK", "FREEZE_ITEMS", "LOCK_ITEMS"})
    void nothingInALockedSubjectIsMarkedUntilItIsUnlocked(MarkAction action) {
        String[] items = action == MarkAction.VERIFY || action.isOnItems() ? new String[] {"M1"} : new String[0];
        close.subject(monitor(), STUDY, SUBJECT, new CloseData.Step(MarkAction.LOCK, Optional.of("complete"), "k1"));

        Refusal refused = catchThrowableOfType(Refusal.class, () -> step(rater(), action, 1, "k2", items));
        assertThat(refused.type()).isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(refused.members()).containsEntry("closed", "subject").containsEntry("state", "locked");

        close.subject(monitor(), STUDY, SUBJECT, new CloseData.Step(MarkAction.UNLOCK, Optional.of("late"), "k3"));
        assertThat(step(rater(), action, 1, "k2", items).history()).hasSize(1);
    }

    @Test
    void whatAFrozenSubjectHasIsStillReviewed() {
        close.subject(monitor(), STUDY, SUBJECT, new CloseData.Step(MarkAction.FREEZE, Optional.of("cleaning"), "k1"));

        assertThat(step(rater(), MarkAction.SIGN, 1, "k2").standing().signed()).isTrue();
    }

    @Test
    void aLockAroundIsSeenBehindALargerFreeze() {
        close.site(monitor(), STUDY, "01", new CloseData.Step(MarkAction.LOCK, Optional.of("closed"), "k1"));
        Mark.Statement statement = new Mark.Statement(0, "", List.of(), Optional.of("end"));
        marking.mark(monitor(), new MarkData.Marking(STUDY, Target.study(), MarkAction.FREEZE, statement, "k2"));

        assertThat(catchThrowableOfType(Refusal.class, () -> step(rater(), MarkAction.REVIEW, 1, "k3"))
                        .members())
                .containsEntry("closed", "site");
        assertThat(refused(() -> close.subject(rater(), STUDY, SUBJECT, sign(rater(), "k4"))))
                .isEqualTo(ProblemType.STATE_CONFLICT);
    }

    @Test
    void aSignatureFromBeforeTheLockIsConfirmedWhenItIsSentAgain() {
        step(rater(), MarkAction.SIGN, 1, "k1");
        close.subject(monitor(), STUDY, SUBJECT, new CloseData.Step(MarkAction.LOCK, Optional.of("complete"), "k2"));

        assertThat(step(rater(), MarkAction.SIGN, 1, "k1").standing().signatures())
                .hasSize(1);
    }

    @Test
    void aClosedSiteLeavesOtherSitesOpen() {
        close.site(monitor(), STUDY, "02", new CloseData.Step(MarkAction.LOCK, Optional.of("closed"), "k1"));

        assertThat(change().revision().number()).isEqualTo(2);
    }

    @Test
    void aSiteTellsWhetherItIsClosedAndByWhom() {
        assertThat(close.ofSite(rater(), STUDY, "01").closure()).isEqualTo(Closure.OPEN);
        close.site(monitor(), STUDY, "01", new CloseData.Step(MarkAction.FREEZE, Optional.of("cleaning"), "k1"));

        CloseData.Standing standing = close.ofSite(rater(), STUDY, "01");
        assertThat(standing.closure()).isEqualTo(Closure.FROZEN);
        assertThat(standing.around()).isEmpty();
        assertThat(standing.history())
                .singleElement()
                .satisfies(mark -> assertThat(mark.by().name()).isEqualTo("mona"));
        assertThat(refused(() -> close.ofSite(rater(), STUDY, "02"))).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(refused(() -> close.ofSite(monitor(), STUDY, "99"))).isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void aSubjectTellsWhatItIsClosedWith() {
        assertThat(close.ofSubject(rater(), STUDY, SUBJECT).around()).isEmpty();
        close.subject(monitor(), STUDY, SUBJECT, new CloseData.Step(MarkAction.LOCK, Optional.of("complete"), "k1"));
        assertThat(close.ofSubject(rater(), STUDY, SUBJECT).around()).isEmpty();

        close.site(monitor(), STUDY, "01", new CloseData.Step(MarkAction.FREEZE, Optional.of("cleaning"), "k2"));
        assertThat(close.ofSubject(rater(), STUDY, SUBJECT).around()).hasValueSatisfying(around -> {
            assertThat(around.target()).isEqualTo(Target.site("01"));
            assertThat(around.closure()).isEqualTo(Closure.FROZEN);
        });
        assertThat(close.ofSubject(rater(), STUDY, SUBJECT).closure()).isEqualTo(Closure.LOCKED);

        Mark.Statement statement = new Mark.Statement(0, "", List.of(), Optional.of("end"));
        marking.mark(monitor(), new MarkData.Marking(STUDY, Target.study(), MarkAction.FREEZE, statement, "k3"));
        assertThat(close.ofSubject(rater(), STUDY, SUBJECT).around().map(OpenData.Obstacle::target))
                .contains(Target.study());
        assertThat(close.ofSite(rater(), STUDY, "01").around().map(OpenData.Obstacle::target))
                .contains(Target.study());
    }

    @Test
    void aSignatureOnASubjectCoversWhatTheSignerSees() {
        close.subject(rater(), STUDY, SUBJECT, sign(rater(), "k1"));
        site.enter("PLUS40", "CADSS", INFUSION_START.plus(Duration.ofMinutes(40)), Map.of("SCORE", 5));
        assertThat(close.ofSubject(rater(), STUDY, SUBJECT).signatures().get(0).valid())
                .isTrue();

        change();
        assertThat(close.ofSubject(rater(), STUDY, SUBJECT).signatures().get(0).valid())
                .isFalse();
    }

    @Test
    void marksOfATargetFormOneChain() {
        step(monitor(), MarkAction.REVIEW, 1, "k1");
        step(monitor(), MarkAction.FREEZE, 1, "k2");

        StoredMark first = site.marks.all().get(0);
        StoredMark second = site.marks.all().get(1);
        assertThat(first.previousHash())
                .isEqualTo(HashChain.genesis(STUDY + "/marks/form/" + SUBJECT + "/" + Examples.first("H24", "MADRS")));
        assertThat(second.previousHash()).isEqualTo(first.hash());
        assertThat(second.hash()).isNotEqualTo(first.hash());
    }
}
