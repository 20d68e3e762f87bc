package org.equipoise.stats.domain.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeetingConductTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final Participant DORA = new Participant("id-dora", "dora.dmc", true);
    private static final Participant OTTO = new Participant("id-otto", "otto.dmc", true);
    private static final Participant MAY = new Participant("id-may", "may.dmc", true);
    private static final Participant URSULA = new Participant("id-ursula", "ursula.unblinded", false);
    private static final Recommendation GO_ON =
            new Recommendation(RecommendedAction.CONTINUE, "B is ahead, z = 1.2", "Continue as planned.");
    private static final Recommendation STOP =
            new Recommendation(RecommendedAction.STOP_HARM, "Too many events under B", "Stop the trial.");

    private Meeting meeting;

    @BeforeEach
    void openIt() {
        meeting = MeetingConduct.open(List.of(), subject(1, Optional.empty()));
    }

    private static MeetingSubject subject(int look, Optional<UUID> supersedes) {
        return new MeetingSubject(
                UUID.randomUUID(), "KET-TRD-01", new UUID(0, look), look, "a".repeat(64), supersedes, DORA, NOW);
    }

    private MeetingConduct as(Participant who) {
        return new MeetingConduct(meeting, who, NOW.plusSeconds(meeting.events().size() + 1));
    }

    private void enter(MeetingEvent event) {
        meeting = meeting.with(event);
    }

    private void sitDown(Participant... people) {
        for (Participant who : people) {
            enter(as(who).attend(EnumSet.allOf(Session.class)));
            enter(as(who).declare(InterestDeclaration.NONE, ""));
        }
    }

    private String hash() {
        return meeting.hash().orElseThrow();
    }

    private void sign(Participant who) {
        enter(as(who).sign(hash(), SignatureMeaning.APPROVAL, NOW));
    }

    private static void assertBroken(MeetingRule rule, ThrowingCallable entry) {
        assertThatThrownBy(entry).isInstanceOfSatisfying(MeetingRuleException.class, broken -> {
            assertThat(broken.rule()).isEqualTo(rule);
            assertThat(broken.remedy()).isNotBlank();
        });
    }

    @Test
    void twoMembersSignAndTheChairReleases() {
        sitDown(DORA, OTTO);
        enter(as(DORA).write(0, GO_ON));
        enter(as(DORA).sign(hash(), SignatureMeaning.AUTHORSHIP, NOW));
        sign(OTTO);

        enter(as(DORA).release(true, hash(), NOW, new UUID(7, 7)));

        assertThat(meeting.standingSignatures()).isEqualTo(2);
        assertThat(meeting.released()).map(MeetingEvent.Released::hash).contains(hash());
    }

    @Nested
    class WhoWritesAndSigns {

        @Test
        void attendsTheClosedSession() {
            enter(as(DORA).attend(Set.of(Session.OPEN)));
            enter(as(DORA).declare(InterestDeclaration.NONE, ""));
            assertBroken(MeetingRule.NOT_ATTENDING, () -> as(DORA).write(0, GO_ON));

            enter(as(DORA).attend(Set.of(Session.CLOSED)));
            enter(as(DORA).write(0, GO_ON));
            assertBroken(MeetingRule.NOT_ATTENDING, () -> as(OTTO).sign(hash(), SignatureMeaning.APPROVAL, NOW));
        }

        @Test
        void hasDeclaredTheirInterests() {
            enter(as(DORA).attend(Set.of(Session.CLOSED)));
            assertBroken(MeetingRule.INTERESTS_NOT_DECLARED, () -> as(DORA).write(0, GO_ON));

            sitDown(OTTO);
            enter(as(OTTO).write(0, GO_ON));
            assertBroken(
                    MeetingRule.INTERESTS_NOT_DECLARED, () -> as(DORA).sign(hash(), SignatureMeaning.APPROVAL, NOW));
        }

        @Test
        void mayHaveAnInterestThatDoesNotBar() {
            enter(as(DORA).attend(Set.of(Session.CLOSED)));
            enter(as(DORA).declare(InterestDeclaration.DISCLOSED, "I reviewed a grant of the investigator in 2019"));
            enter(as(DORA).write(0, GO_ON));
            sign(DORA);
            assertThat(meeting.standingSignatures()).isOne();
        }

        @Test
        void isNotBarredByAConflict() {
            sitDown(DORA, OTTO);
            enter(as(OTTO).declare(InterestDeclaration.BARS_VOTING, "My institute now sells the drug"));
            assertBroken(MeetingRule.CONFLICT_BARS, () -> as(OTTO).write(0, GO_ON));

            enter(as(DORA).write(0, GO_ON));
            assertBroken(MeetingRule.CONFLICT_BARS, () -> as(OTTO).sign(hash(), SignatureMeaning.APPROVAL, NOW));
        }

        @Test
        void correctsABarringConflictWithAReasonAlone() {
            sitDown(DORA, OTTO);
            enter(as(DORA).write(0, GO_ON));
            enter(as(OTTO).declare(InterestDeclaration.BARS_VOTING, "My institute now sells the drug"));
            assertBroken(MeetingRule.REASON_MISSING, () -> as(OTTO).declare(InterestDeclaration.NONE, " "));

            enter(as(OTTO).declare(InterestDeclaration.NONE, "It sells another drug of a like name"));
            sign(OTTO);
            assertThat(meeting.standingSignatures()).isOne();
            assertThat(meeting.interests())
                    .extracting(MeetingEvent.InterestDeclared::declaration)
                    .containsExactly(
                            InterestDeclaration.NONE,
                            InterestDeclaration.NONE,
                            InterestDeclaration.BARS_VOTING,
                            InterestDeclaration.NONE);
        }

        @Test
        void isNotFreedByTheDeclarationOfAnother() {
            sitDown(DORA, OTTO);
            enter(as(OTTO).declare(InterestDeclaration.BARS_VOTING, "My institute now sells the drug"));
            enter(as(DORA).declare(InterestDeclaration.NONE, ""));
            assertBroken(MeetingRule.CONFLICT_BARS, () -> as(OTTO).write(0, GO_ON));
        }

        @Test
        void isAMember() {
            sitDown(DORA, URSULA);
            assertBroken(MeetingRule.NOT_A_MEMBER, () -> as(URSULA).write(0, GO_ON));
            enter(as(DORA).write(0, GO_ON));
            assertBroken(MeetingRule.NOT_A_MEMBER, () -> as(URSULA).sign(hash(), SignatureMeaning.APPROVAL, NOW));
        }
    }

    @Nested
    class ASignature {

        @BeforeEach
        void sitDownAndWrite() {
            sitDown(DORA, OTTO, MAY);
            enter(as(DORA).write(0, GO_ON));
        }

        @Test
        void isGivenOnceByEachMember() {
            sign(DORA);
            assertBroken(MeetingRule.SIGNED_ALREADY, () -> as(DORA).sign(hash(), SignatureMeaning.APPROVAL, NOW));
        }

        @Test
        void isGivenToWhatTheSignerHasRead() {
            String read = hash();
            enter(as(OTTO).write(1, STOP));
            assertBroken(MeetingRule.CHANGED_SINCE, () -> as(DORA).sign(read, SignatureMeaning.APPROVAL, NOW));
        }

        @Test
        void saysAuthorshipForTheAuthorAlone() {
            assertBroken(MeetingRule.NOT_THE_AUTHOR, () -> as(OTTO).sign(hash(), SignatureMeaning.AUTHORSHIP, NOW));
        }

        @Test
        void isVoidedVisiblyByAnyChange() {
            sign(DORA);
            sign(OTTO);
            enter(as(MAY).write(1, STOP));

            assertThat(meeting.standingSignatures()).isZero();
            assertThat(meeting.signatures())
                    .hasSize(2)
                    .allSatisfy(signature ->
                            assertThat(signature.voidBecause()).contains(Signature.Reason.RECOMMENDATION_CHANGED));
            assertBroken(MeetingRule.SIGNATURES_MISSING, () -> as(DORA).release(true, hash(), NOW, new UUID(7, 7)));
        }

        @Test
        void isNotRevivedByGoingBackToTheFirstWording() {
            sign(DORA);
            sign(OTTO);
            enter(as(MAY).write(1, STOP));
            enter(as(MAY).write(2, GO_ON));
            assertThat(meeting.standingSignatures()).isZero();
        }

        @Test
        void isVoidedByAConflictDeclaredLater() {
            sign(DORA);
            sign(OTTO);
            enter(as(OTTO).declare(InterestDeclaration.BARS_VOTING, "My institute now sells the drug"));

            assertThat(meeting.standingSignatures()).isOne();
            assertThat(meeting.signatures().get(1).voidBecause()).contains(Signature.Reason.CONFLICT_DECLARED);
            assertBroken(MeetingRule.SIGNATURES_MISSING, () -> as(DORA).release(true, hash(), NOW, new UUID(7, 7)));
        }

        @Test
        void isNotRevivedByACorrectionAndIsGivenAgain() {
            sign(OTTO);
            enter(as(OTTO).declare(InterestDeclaration.BARS_VOTING, "My institute now sells the drug"));
            enter(as(OTTO).declare(InterestDeclaration.DISCLOSED, "It sells another drug"));
            assertThat(meeting.standingSignatures()).isZero();

            sign(OTTO);
            assertThat(meeting.signatures()).extracting(Signature::stands).containsExactly(false, true);
        }

        @Test
        void standsThroughALaterDeclarationThatDoesNotBar() {
            sign(OTTO);
            enter(as(OTTO).declare(InterestDeclaration.DISCLOSED, "A lecture in 2019"));
            assertThat(meeting.standingSignatures()).isOne();
        }

        @Test
        void takesSomethingToSign() {
            meeting = MeetingConduct.open(List.of(), subject(1, Optional.empty()));
            sitDown(DORA);
            assertBroken(
                    MeetingRule.NOTHING_WRITTEN, () -> as(DORA).sign("a".repeat(64), SignatureMeaning.APPROVAL, NOW));
        }
    }

    @Test
    void nobodyWritesOverARevisionThatTheyHaveNotRead() {
        sitDown(DORA, OTTO);
        enter(as(DORA).write(0, GO_ON));
        assertBroken(MeetingRule.CHANGED_SINCE, () -> as(OTTO).write(0, STOP));
        assertThat(as(OTTO).write(1, STOP).revision()).isEqualTo(2);
    }

    @Nested
    class ARelease {

        @BeforeEach
        void sitDownAndWrite() {
            sitDown(DORA, OTTO);
            enter(as(OTTO).write(0, GO_ON));
        }

        @Test
        void takesTwoSignatures() {
            assertBroken(MeetingRule.SIGNATURES_MISSING, () -> as(DORA).release(true, hash(), NOW, new UUID(7, 7)));
            sign(OTTO);
            assertBroken(MeetingRule.SIGNATURES_MISSING, () -> as(DORA).release(true, hash(), NOW, new UUID(7, 7)));
        }

        @Test
        void isTheChairs() {
            sign(DORA);
            sign(OTTO);
            assertBroken(MeetingRule.NOT_THE_CHAIR, () -> as(OTTO).release(false, hash(), NOW, new UUID(7, 7)));
        }

        @Test
        void isNotForAChairWithAConflict() {
            sitDown(MAY);
            sign(MAY);
            sign(OTTO);
            enter(as(DORA).declare(InterestDeclaration.BARS_VOTING, "I hold shares since yesterday"));
            assertBroken(MeetingRule.CONFLICT_BARS, () -> as(DORA).release(true, hash(), NOW, new UUID(7, 7)));
        }

        @Test
        void takesAChairWhoAttendsTheClosedSessionAndHasDeclaredTheirInterests() {
            sign(DORA);
            sign(OTTO);
            assertBroken(MeetingRule.NOT_ATTENDING, () -> as(MAY).release(true, hash(), NOW, new UUID(7, 7)));
            enter(as(MAY).attend(Set.of(Session.CLOSED)));
            assertBroken(MeetingRule.INTERESTS_NOT_DECLARED, () -> as(MAY).release(true, hash(), NOW, new UUID(7, 7)));
            enter(as(MAY).declare(InterestDeclaration.NONE, ""));
            enter(as(MAY).release(true, hash(), NOW, new UUID(7, 7)));
            assertThat(meeting.released()).isPresent();
        }

        @Test
        void isOfWhatTheChairHasRead() {
            sign(DORA);
            sign(OTTO);
            assertBroken(MeetingRule.CHANGED_SINCE, () -> as(DORA).release(true, "b".repeat(64), NOW, new UUID(7, 7)));
        }
    }

    static Stream<Recommendation> changes() {
        return Stream.of(
                new Recommendation(RecommendedAction.MODIFY, GO_ON.reasons(), GO_ON.wording()),
                new Recommendation(GO_ON.action(), GO_ON.reasons() + ".", GO_ON.wording()),
                new Recommendation(GO_ON.action(), GO_ON.reasons(), GO_ON.wording() + "."),
                new Recommendation(GO_ON.action(), GO_ON.reasons() + "\nwording:1:", GO_ON.wording()));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theHashCoversAllOfTheRecommendation(Recommendation changed) {
        MeetingEvent.Drafted draft = new MeetingEvent.Drafted(DORA, NOW, 1, GO_ON);
        String hash = new SignedContent(meeting.subject(), draft).hash();
        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(new SignedContent(meeting.subject(), new MeetingEvent.Drafted(DORA, NOW, 1, changed)).hash())
                .isNotEqualTo(hash);
        assertThat(new SignedContent(meeting.subject(), new MeetingEvent.Drafted(DORA, NOW, 2, GO_ON)).hash())
                .isNotEqualTo(hash);
        assertThat(new SignedContent(subject(1, Optional.empty()), draft).hash())
                .isNotEqualTo(hash);
    }

    @Nested
    class AfterTheRelease {

        @BeforeEach
        void release() {
            sitDown(DORA, OTTO);
            enter(as(DORA).write(0, GO_ON));
            sign(DORA);
            sign(OTTO);
            enter(as(DORA).release(true, hash(), NOW, new UUID(7, 7)));
        }

        @Test
        void nothingChanges() {
            List<ThrowingCallable> entries = List.of(
                    () -> as(MAY).attend(Set.of(Session.CLOSED)),
                    () -> as(OTTO).declare(InterestDeclaration.BARS_VOTING, "late"),
                    () -> as(DORA).write(1, STOP),
                    () -> as(DORA).sign(hash(), SignatureMeaning.APPROVAL, NOW),
                    () -> as(DORA).release(true, hash(), NOW, new UUID(7, 8)),
                    () -> as(DORA).close(true, "late", NOW));
            assertThat(entries).allSatisfy(entry -> assertBroken(MeetingRule.RELEASED, entry));
        }

        @Test
        void aFurtherMeetingOnTheLookNamesTheOneThatItReplaces() {
            List<Meeting> known = List.of(meeting);
            UUID released = meeting.subject().meeting();
            assertBroken(MeetingRule.OTHER_MEETING, () -> MeetingConduct.open(known, subject(1, Optional.empty())));
            assertBroken(
                    MeetingRule.OTHER_MEETING,
                    () -> MeetingConduct.open(known, subject(1, Optional.of(UUID.randomUUID()))));
            Meeting further = MeetingConduct.open(known, subject(1, Optional.of(released)));
            assertThat(further.events()).isEmpty();
            assertBroken(
                    MeetingRule.OTHER_MEETING,
                    () -> MeetingConduct.open(List.of(meeting, further), subject(1, Optional.of(released))));
        }

        @Test
        void anotherLookHasAMeetingOfItsOwn() {
            assertThat(MeetingConduct.open(List.of(meeting), subject(2, Optional.empty()))
                            .events())
                    .isEmpty();
        }
    }

    @Nested
    class ClosedWithoutARelease {

        @BeforeEach
        void close() {
            sitDown(DORA, OTTO);
            enter(as(DORA).write(0, GO_ON));
            sign(OTTO);
            enter(as(DORA).declare(InterestDeclaration.BARS_VOTING, "A slip of the hand"));
            enter(as(DORA).close(true, "The run rested on an error", NOW));
        }

        @Test
        void nothingIsReleasedAndNothingChanges() {
            assertThat(meeting.released()).isEmpty();
            assertThat(meeting.closed()).map(MeetingEvent.Closed::reason).contains("The run rested on an error");
            List<ThrowingCallable> entries = List.of(
                    () -> as(MAY).attend(Set.of(Session.CLOSED)),
                    () -> as(OTTO).declare(InterestDeclaration.BARS_VOTING, "late"),
                    () -> as(OTTO).write(1, STOP),
                    () -> as(OTTO).sign(hash(), SignatureMeaning.APPROVAL, NOW),
                    () -> as(OTTO).release(true, hash(), NOW, new UUID(7, 8)),
                    () -> as(DORA).close(true, "again", NOW));
            assertThat(entries).allSatisfy(entry -> assertBroken(MeetingRule.CLOSED, entry));
        }

        @Test
        void theLookMayHaveAnotherMeetingThatReplacesNothing() {
            List<Meeting> known = List.of(meeting);
            UUID closed = meeting.subject().meeting();
            assertBroken(MeetingRule.OTHER_MEETING, () -> MeetingConduct.open(known, subject(1, Optional.of(closed))));
            assertThat(MeetingConduct.open(known, subject(1, Optional.empty())).events())
                    .isEmpty();
        }
    }

    @Test
    void aFurtherMeetingThatIsClosedLeavesTheReleasedOneToBeReplaced() {
        sitDown(DORA, OTTO);
        enter(as(DORA).write(0, GO_ON));
        sign(DORA);
        sign(OTTO);
        enter(as(DORA).release(true, hash(), NOW, new UUID(7, 7)));
        Meeting released = meeting;
        UUID name = released.subject().meeting();
        meeting = MeetingConduct.open(List.of(released), subject(1, Optional.of(name)));
        enter(as(DORA).close(true, "Opened by mistake", NOW));

        List<Meeting> known = List.of(released, meeting);
        assertThat(MeetingConduct.open(known, subject(1, Optional.of(name))).events())
                .isEmpty();
        assertBroken(
                MeetingRule.OTHER_MEETING,
                () -> MeetingConduct.open(
                        known, subject(1, Optional.of(known.get(1).subject().meeting()))));
    }

    @Test
    void onlyTheChairCloses() {
        assertBroken(MeetingRule.NOT_THE_CHAIR, () -> as(OTTO).close(false, "The run rested on an error", NOW));
        assertThat(as(DORA).close(true, "B is far ahead", NOW).toString()).doesNotContain("ahead");
    }

    @Test
    void aLookHasOneMeetingThatIsNotEnded() {
        assertBroken(
                MeetingRule.OTHER_MEETING, () -> MeetingConduct.open(List.of(meeting), subject(1, Optional.empty())));
        assertBroken(
                MeetingRule.OTHER_MEETING,
                () -> MeetingConduct.open(List.of(), subject(1, Optional.of(new UUID(1, 1)))));
    }

    @Test
    void attendanceAddsUp() {
        enter(as(DORA).attend(Set.of(Session.OPEN)));
        enter(as(OTTO).attend(Set.of(Session.CLOSED)));
        enter(as(DORA).attend(Set.of(Session.CLOSED)));
        assertThat(meeting.attendance()).hasSize(2);
        assertThat(meeting.attendance().get(0).sessions()).containsExactly(Session.OPEN, Session.CLOSED);
    }

    @Test
    void textFormsShowNothingOfTheRecommendation() {
        sitDown(DORA);
        enter(as(DORA).write(0, STOP));
        assertThat(meeting.toString() + meeting.draft().orElseThrow()).doesNotContain("Stop", "STOP", "events under");
    }
}
