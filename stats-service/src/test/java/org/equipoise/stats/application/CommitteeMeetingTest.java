package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.stats.SimulatedTrial.STUDY;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.CharterDefinition;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.PartyDefinition;
import org.equipoise.stats.domain.meeting.InterestDeclaration;
import org.equipoise.stats.domain.meeting.Meeting;
import org.equipoise.stats.domain.meeting.MeetingEvent;
import org.equipoise.stats.domain.meeting.Participant;
import org.equipoise.stats.domain.meeting.Recommendation;
import org.equipoise.stats.domain.meeting.RecommendedAction;
import org.equipoise.stats.domain.meeting.Session;
import org.equipoise.stats.domain.meeting.SignatureMeaning;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitteeMeetingTest {

    private static final CommitteePerson DORA = member("dora.dmc", 10);
    private static final CommitteePerson OTTO = member("otto.dmc", 10);
    private static final CommitteePerson URSULA = new CommitteePerson(
            new Participant("id-of-ursula", "ursula.unblinded", false),
            Set.of("unblinded-statistician"),
            Optional.of(InMemory.NOW.minusSeconds(10)));
    private static final String WORDING = "The committee recommends to continue the trial as planned.";

    private final InMemory world = new InMemory();
    private final MemoryMeetings meetings = new MemoryMeetings();
    private final Clock clock = world.clock;
    private int ids;
    private int keys;
    private UUID run;

    private static CommitteePerson member(String name, int secondsSinceSignIn) {
        return new CommitteePerson(
                new Participant("id-of-" + name, name, true),
                Set.of("dmc-member"),
                Optional.of(InMemory.NOW.minusSeconds(secondsSinceSignIn)));
    }

    @BeforeEach
    void runALook() {
        CharterDefinition charter = new CharterDefinition(
                List.of(new PartyDefinition(null, "dora.dmc")),
                List.of(new PartyDefinition("unblinded-statistician", null)));
        new PublishAnalysisPlan(world.plans, clock)
                .publish(SimulatedTrial.definition().under(charter), "ada.administrator");
        world.with(SimulatedTrial.of(60, 5, 7));
        run = ran();
    }

    private UUID ran() {
        UUID asked = world.requestRun()
                .request(STUDY, LookRequest.of(1), key(), InMemory.DMC)
                .id();
        world.carryOutRuns().untilNoneWaits();
        return asked;
    }

    private IdempotencyKey key() {
        return new IdempotencyKey("key-" + ++keys);
    }

    private Sources sources() {
        return new Sources(clock, () -> new UUID(9, ++ids), "1");
    }

    private KeepMinutes minutes() {
        return new KeepMinutes(meetings, clock);
    }

    private Meeting open(CommitteePerson who) {
        return open(who, run, Optional.empty(), key());
    }

    private Meeting open(CommitteePerson who, UUID analysis, Optional<UUID> supersedes, IdempotencyKey key) {
        return new OpenMeeting(new CurrentPlan(world.plans), world.runs, meetings, sources())
                .open(STUDY, new OpenMeeting.Request(analysis, supersedes), key, who);
    }

    private void sitDown(Meeting meeting, CommitteePerson who) {
        TakePart takePart = new TakePart(minutes());
        takePart.attend(STUDY, id(meeting), EnumSet.allOf(Session.class), key(), who);
        takePart.declare(STUDY, id(meeting), new TakePart.Interests(InterestDeclaration.NONE, ""), key(), who);
    }

    private Meeting write(Meeting meeting, CommitteePerson who, int replaces, String wording) {
        return new WriteRecommendation(minutes(), meetings, world.runs)
                .write(
                        STUDY,
                        id(meeting),
                        new WriteRecommendation.Draft(
                                replaces,
                                new Recommendation(RecommendedAction.CONTINUE, "B is ahead, not enough", wording)),
                        key(),
                        who);
    }

    private Meeting sign(Meeting meeting, CommitteePerson who) {
        return new SignRecommendation(minutes())
                .sign(
                        STUDY,
                        id(meeting),
                        new SignRecommendation.Signing(hash(meeting), SignatureMeaning.APPROVAL),
                        key(),
                        who);
    }

    private Meeting release(Meeting meeting, CommitteePerson who, IdempotencyKey key) {
        return new ReleaseRecommendation(new CurrentPlan(world.plans), minutes(), meetings, sources())
                .release(STUDY, id(meeting), hash(meeting), key, who);
    }

    private String hash(Meeting meeting) {
        return meetings.meetings.get(id(meeting)).hash().orElseThrow();
    }

    private static UUID id(Meeting meeting) {
        return meeting.subject().meeting();
    }

    private Meeting signedMeeting() {
        Meeting meeting = open(DORA);
        sitDown(meeting, DORA);
        sitDown(meeting, OTTO);
        write(meeting, DORA, 0, WORDING);
        sign(meeting, DORA);
        return sign(meeting, OTTO);
    }

    private static Refusal refused(ThrowingCallable action) {
        return catchThrowableOfType(Refusal.class, action);
    }

    @Test
    void aSignedRecommendationIsReleasedAndNothingElseOfIt() {
        Meeting meeting = signedMeeting();
        assertThat(meetings.released).isEmpty();

        Meeting after = release(meeting, DORA, key());

        assertThat(meetings.released).singleElement().satisfies(seen -> {
            assertThat(seen.look()).isEqualTo(1);
            assertThat(seen.action()).isEqualTo(RecommendedAction.CONTINUE);
            assertThat(seen.wording()).isEqualTo(WORDING);
            assertThat(seen.recommendation())
                    .isEqualTo(after.released().orElseThrow().recommendation())
                    .isNotIn(run, id(meeting));
            assertThat(org.equipoise.platform.audit.CanonicalJson.of(seen)).doesNotContain("ahead", "dora", "otto");
        });
    }

    @Test
    void theSignatureIsTiedToTheNumbers() {
        Meeting meeting = open(DORA);
        assertThat(meeting.subject().analysisHash())
                .isEqualTo(world.runs.find(STUDY, run).orElseThrow().contentHash());
    }

    @Nested
    class ASignInOlderThanAMinute {

        private final CommitteePerson stale = member("dora.dmc", 61);
        private final CommitteePerson unknown = new CommitteePerson(DORA.participant(), DORA.roles(), Optional.empty());

        @Test
        void doesNotSign() {
            Meeting meeting = open(DORA);
            sitDown(meeting, DORA);
            write(meeting, DORA, 0, WORDING);
            assertThat(refused(() -> sign(meeting, stale)).type()).isEqualTo(ProblemType.SIGN_IN_TOO_OLD);
            assertThat(refused(() -> sign(meeting, unknown)).type()).isEqualTo(ProblemType.SIGN_IN_TOO_OLD);
            assertThat(meetings.meetings.get(id(meeting)).signatures()).isEmpty();
        }

        @Test
        void doesNotRelease() {
            Meeting meeting = signedMeeting();
            assertThat(refused(() -> release(meeting, stale, key())).type()).isEqualTo(ProblemType.SIGN_IN_TOO_OLD);
            assertThat(meetings.released).isEmpty();
        }

        @Test
        void doesNotGetTheKey() {
            CommitteePerson late = new CommitteePerson(
                    URSULA.participant(), URSULA.roles(), Optional.of(InMemory.NOW.minusSeconds(61)));
            assertThat(refused(() -> releaseKey(run, late)).type()).isEqualTo(ProblemType.SIGN_IN_TOO_OLD);
            assertThat(meetings.register.entries).isEmpty();
        }
    }

    @Nested
    class TheChair {

        @Test
        void isWhomTheCharterNames() {
            Refusal refusal = refused(() -> open(OTTO));
            assertThat(refusal.type()).isEqualTo(ProblemType.PERMISSION_MISSING);
            assertThat(refusal.members()).containsEntry("rule", "not-the-chair");
            Meeting meeting = signedMeeting();
            assertThat(refused(() -> release(meeting, OTTO, key())).type()).isEqualTo(ProblemType.PERMISSION_MISSING);
        }

        @Test
        void isAMemberWhomeverTheCharterNames() {
            CommitteePerson formerMember = new CommitteePerson(
                    new Participant("id-of-dora.dmc", "dora.dmc", false), URSULA.roles(), URSULA.signedInAt());
            assertThat(refused(() -> open(formerMember)).members()).containsEntry("rule", "not-the-chair");
            ReadMeetings read = new ReadMeetings(new CurrentPlan(world.plans), meetings);
            assertThat(read.chairs(STUDY, formerMember)).isFalse();
            assertThat(read.chairs(STUDY, DORA)).isTrue();
        }

        @Test
        void opensAMeetingOnACompletedRunAlone() {
            assertThat(refused(() -> open(DORA, new UUID(0, 99), Optional.empty(), key()))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
            UUID waiting = world.requestRun()
                    .request(STUDY, LookRequest.of(1), key(), InMemory.DMC)
                    .id();
            assertThat(refused(() -> open(DORA, waiting, Optional.empty(), key()))
                            .type())
                    .isEqualTo(ProblemType.STATE_CONFLICT);
        }
    }

    @Nested
    class ARepeat {

        @Test
        void hasTheSameAnswerAndOneEffect() {
            IdempotencyKey key = key();
            Meeting meeting = open(DORA, run, Optional.empty(), key);
            assertThat(open(DORA, run, Optional.empty(), key)).isEqualTo(meeting);
            assertThat(meetings.meetings).hasSize(1);
        }

        @Test
        void ofAReleaseReleasesOnce() {
            Meeting meeting = signedMeeting();
            IdempotencyKey key = key();
            Meeting released = release(meeting, DORA, key);
            assertThat(release(meeting, DORA, key)).isEqualTo(released);
            assertThat(meetings.released).hasSize(1);
            assertThat(refused(() -> release(meeting, DORA, key())).members()).containsEntry("rule", "released");
        }

        @Test
        void withAnotherRequestOrByAnotherPersonIsRefused() {
            IdempotencyKey key = key();
            Meeting meeting = open(DORA, run, Optional.empty(), key);
            assertThat(refused(() -> open(DORA, run, Optional.of(id(meeting)), key))
                            .type())
                    .isEqualTo(ProblemType.KEY_REUSED);
            TakePart takePart = new TakePart(minutes());
            takePart.attend(STUDY, id(meeting), Set.of(Session.CLOSED), new IdempotencyKey("mine"), DORA);
            assertThat(refused(() -> takePart.attend(
                                    STUDY, id(meeting), Set.of(Session.CLOSED), new IdempotencyKey("mine"), OTTO))
                            .type())
                    .isEqualTo(ProblemType.KEY_REUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Stop: KTM is better.",
                "Stop: ketamine 0.5 mg/kg works.",
                "Continue, though arm B leads.",
                "Watch GROUP A closely.",
                "Groups A and B differ.",
                "Stop Treatment\nB."
            })
    void theWordingToBeReleasedNamesNoArm(String wording) {
        Meeting meeting = open(DORA);
        sitDown(meeting, DORA);
        Refusal refusal = refused(() -> write(meeting, DORA, 0, wording));
        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_VALUE);
        assertThat(refusal.getMessage() + refusal.fix() + refusal.members()).doesNotContain("KTM", "etamine");
        assertThat(meetings.meetings.get(id(meeting)).drafts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Continue; see AKTMB and group assignments.",
                "Continue, and give the treatment a further review.",
                "Ask each group a question on sleep."
            })
    void plainWordsNameNoArm(String wording) {
        Meeting meeting = open(DORA);
        sitDown(meeting, DORA);
        assertThat(write(meeting, DORA, 0, wording).drafts()).hasSize(1);
    }

    @Test
    void aMeetingClosedWithoutAReleasePublishesNothingAndMakesRoomForAnother() {
        Meeting meeting = signedMeeting();
        CloseMeeting closeMeeting = new CloseMeeting(new CurrentPlan(world.plans), minutes());
        String reason = "The run rested on an error";
        assertThat(refused(() -> closeMeeting.close(STUDY, id(meeting), reason, key(), OTTO))
                        .members())
                .containsEntry("rule", "not-the-chair");
        assertThat(refused(() -> closeMeeting.close(STUDY, id(meeting), reason, key(), member("dora.dmc", 61)))
                        .type())
                .isEqualTo(ProblemType.SIGN_IN_TOO_OLD);

        IdempotencyKey key = key();
        Meeting closed = closeMeeting.close(STUDY, id(meeting), reason, key, DORA);

        assertThat(closed.isEnded()).isTrue();
        assertThat(closeMeeting.close(STUDY, id(meeting), reason, key, DORA)).isEqualTo(closed);
        assertThat(meetings.released).isEmpty();
        assertThat(open(DORA).events()).isEmpty();
    }

    @Test
    void aSupersedingMeetingReleasesARecommendationThatNamesTheEarlierOne() {
        Meeting first = release(signedMeeting(), DORA, key());
        Meeting second = open(DORA, run, Optional.of(id(first)), key());
        sitDown(second, DORA);
        sitDown(second, OTTO);
        write(second, OTTO, 0, "The committee recommends to continue and to watch blood pressure more closely.");
        sign(second, DORA);
        sign(second, OTTO);
        release(second, DORA, key());

        assertThat(meetings.released).hasSize(2);
        assertThat(meetings.released.get(1).supersedes())
                .contains(meetings.released.get(0).recommendation());
        assertThat(meetings.meetings.get(id(first))).isEqualTo(first);
        assertThat(first.released()).map(MeetingEvent.Released::recommendation).isPresent();
    }

    private ReleaseArmKey.Disclosure releaseKey(UUID analysis, CommitteePerson who) {
        return new ReleaseArmKey(new CurrentPlan(world.plans), world.runs, meetings.register, sources())
                .release(STUDY, analysis, "The sponsor asks for the final report", key(), who);
    }

    @Nested
    class TheKeyOfAAndB {

        @Test
        void goesToWhomTheCharterNamesAndIntoTheRegister() {
            ReleaseArmKey.Disclosure disclosure = releaseKey(run, URSULA);
            assertThat(List.of(disclosure.key().a().code(), disclosure.key().b().code()))
                    .containsExactlyInAnyOrder("KTM", "MDZ");
            assertThat(meetings.register.entries).singleElement().satisfies(entry -> {
                assertThat(entry.by()).isEqualTo("ursula.unblinded");
                assertThat(entry.reason()).contains("final report");
                assertThat(entry.at()).isEqualTo(InMemory.NOW);
            });
            assertThat(disclosure.toString()).doesNotContain("KTM");
        }

        @Test
        void isRefusedToOthersTheSameWhateverExists() {
            Refusal known = refused(() -> releaseKey(run, DORA));
            Refusal unknown = refused(() -> releaseKey(new UUID(0, 99), DORA));
            assertThat(known.type()).isEqualTo(ProblemType.PERMISSION_MISSING);
            assertThat(known.getMessage()).isEqualTo(unknown.getMessage());
            assertThat(known.members()).isEqualTo(unknown.members());
            assertThat(meetings.register.entries).isEmpty();
        }

        @Test
        void isNotFoundWhereThereIsNoResult() {
            assertThat(refused(() -> releaseKey(new UUID(0, 99), URSULA)).type())
                    .isEqualTo(ProblemType.NOT_FOUND);
            assertThat(meetings.register.entries).isEmpty();
        }
    }

    @Test
    void aPlanWithoutACharterHasTheHashThatItHadBeforeThereWereCharters() {
        PlanStore.NewPlan plan =
                new PlanStore.NewPlan(SimulatedTrial.definition().under(null), InMemory.NOW, "ada");
        assertThat(plan.content()).doesNotContain("charter").contains("\"analyses\":null,\"effect\"");
    }
}
