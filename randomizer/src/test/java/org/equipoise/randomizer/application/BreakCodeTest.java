package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.BreakCode.Disclosure;
import org.equipoise.randomizer.application.Randomization.AtSite;
import org.equipoise.randomizer.domain.Plans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakCodeTest {

    private static final String STUDY = "KET-TRD-01";
    private static final SiteScope SITE_1 = SiteScope.only(Set.of("01"));

    private final FakePlans plans = new FakePlans();
    private final FakeAllocations allocations = new FakeAllocations();
    private final FakeCodeBreaks breaks = new FakeCodeBreaks();
    private final FakeNotices post = new FakeNotices();
    private final StudySecrets secrets = new StudySecrets(plans, new Fakes.OpenKeys());
    private final Notifying notifying = new Notifying(
            study -> List.of("a@trial.test", "b@trial.test"), new DeliverNotices(post, post, Fakes.CLOCK));
    private final BreakCode breakCode =
            new BreakCode(allocations, breaks, secrets, new Fakes.KnownSecrets(), notifying, Fakes.CLOCK);
    private String armCode;

    @BeforeEach
    void aRandomizedSubject() {
        Fakes.KnownSecrets seeds = new Fakes.KnownSecrets();
        new PublishPlan(plans, new Fakes.OpenKeys(), Fakes.CLOCK)
                .publish(Plans.KET_TRD_01, Fakes.PERSON)
                .await()
                .indefinitely();
        new ActivatePlan(plans, new Fakes.OpenKeys(), seeds, Fakes.CLOCK)
                .activate(new SealedPlan.Key(STUDY, "1"), new UniqueRequest("a", "a"), Fakes.PERSON)
                .await()
                .indefinitely();
        SealedList list = plans.lists.get(STUDY);
        SealedList.Row row = list.rows().get(0);
        SealedArm arm = new SealedArm(
                "01-001", list.id(), row.stratum(), row.position(), list.arms().get(0));
        breaks.arms.put("01-001", arm);
        armCode = new Sealing(new Fakes.OpenKeys().cipher(STUDY, "key of " + STUDY), STUDY).openArm(arm);
        allocations.rows.add(
                new AtSite("01", new Randomization(STUDY, "01-001", "R1", "K1", Fakes.NOW, Map.of(), null)));
    }

    @Test
    void givesTheArmToTheCallerAtOnce() {
        Disclosure disclosure = breakCode(command("k", "Seizure"));
        assertThat(disclosure.armCode()).isEqualTo(armCode);
        assertThat(disclosure.armName()).isIn("Ketamine 0.5 mg/kg", "Midazolam 0.045 mg/kg");
        assertThat(disclosure.codeBreak().staysBlinded())
                .contains("investigator", "rater", "sponsor")
                .endsWith("except: clara, Dr. House");
        assertThat(disclosure.codeBreak().notices()).isEqualTo(new CodeBreak.Notices(0, 2, 0));
    }

    @Test
    void aRepetitionAnswersTheSameAndEntersTheRegisterOnceMore() {
        Disclosure first = breakCode(command("k", "Seizure"));
        Disclosure second = breakCode(command("k", "Seizure"));
        assertThat(second).isEqualTo(first);
        assertThat(breaks.rows).hasSize(1);
        assertThat(breaks.register).containsExactly("clara read 01-001", "clara read 01-001");
    }

    @Test
    void nothingThatItWritesOrLogsNamesTheArm() {
        Disclosure disclosure = breakCode(command("k", "Seizure after ketamine, KTM suspected; not MDZ (midazolam)"));
        assertThat(disclosure.codeBreak().reason()).isEqualTo("Seizure after […], […] suspected; not […] ([…])");
        assertThat(disclosure.toString() + disclosure.codeBreak() + breaks.register)
                .doesNotContainIgnoringCase("KTM", "MDZ", "ketamine", "midazolam");
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 3600, -6})
    void refusesASignInThatIsNotFromTheLastMinute(long secondsAgo) {
        refused(command(Optional.of(Fakes.NOW.minusSeconds(secondsAgo)), SITE_1, "other"), ProblemType.SIGN_IN_TOO_OLD);
        assertThat(breaks.register).isEmpty();
    }

    @Test
    void refusesASignInOfUnknownTime() {
        refused(command(Optional.empty(), SITE_1, "other"), ProblemType.SIGN_IN_TOO_OLD);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 60, -5})
    void takesASignInFromTheLastMinute(long secondsAgo) {
        Disclosure disclosure = breakCode(command(Optional.of(Fakes.NOW.minusSeconds(secondsAgo)), SITE_1, "overdose"));
        assertThat(disclosure.codeBreak().category()).isEqualTo("overdose");
    }

    @Test
    void doesNotKnowSubjectsOfOtherSites() {
        refused(command(Optional.of(Fakes.NOW), SiteScope.only(Set.of("02")), "other"), ProblemType.NOT_FOUND);
        assertThat(breaks.rows).isEmpty();
    }

    @Test
    void refusesAReasonThatIsNoneOfTheList() {
        refused(command(Optional.of(Fakes.NOW), SITE_1, "curiosity"), ProblemType.INVALID_VALUE);
    }

    @Test
    void refusesAKeyOfAnotherRequest() {
        breakCode(command("k", "Seizure"));
        BreakCode.Command other = new BreakCode.Command(
                STUDY,
                "01-001",
                "other",
                "x",
                List.of(),
                SITE_1,
                Optional.of(Fakes.NOW),
                new UniqueRequest("k", "of somebody else"));
        refused(other, ProblemType.KEY_REUSED);
    }

    @Test
    void aBrokenPostHoldsNothingUp() {
        post.add("a@trial.test");
        post.postIsDown = true;
        assertThat(breakCode(command("k", "Seizure")).armCode()).isEqualTo(armCode);
        assertThat(post.sent).isEmpty();
    }

    @Nested
    class Confirmation {

        private final ConfirmCodeBreak confirm = new ConfirmCodeBreak(breaks, secrets, Fakes.CLOCK);

        @Test
        void isASecondPersons() {
            String id = breakCode(command("k", "Seizure")).codeBreak().codeBreak();
            CodeBreak confirmed = confirm(id, SITE_1, Fakes.through("gateway"));
            assertThat(confirmed.confirmation().byName()).isEqualTo("dora");
            assertThat(confirmed.confirmation().remark()).isEqualTo("In order; not […]");
            assertThat(confirmed.unconfirmedSeconds()).isNull();
        }

        @Test
        void isNotTheFirstPersons() {
            String id = breakCode(command("k", "Seizure")).codeBreak().codeBreak();
            refusedConfirmation(id, SITE_1, Fakes.PERSON, ProblemType.STATE_CONFLICT);
        }

        @Test
        void isGivenOnce() {
            String id = breakCode(command("k", "Seizure")).codeBreak().codeBreak();
            confirm(id, SITE_1, Fakes.through("gateway"));
            refusedConfirmation(id, SITE_1, Fakes.through("gateway"), ProblemType.STATE_CONFLICT);
        }

        @Test
        void knowsNoBreaksOfOtherSites() {
            String id = breakCode(command("k", "Seizure")).codeBreak().codeBreak();
            refusedConfirmation(id, SiteScope.only(Set.of("02")), Fakes.through("gateway"), ProblemType.NOT_FOUND);
        }

        private CodeBreak confirm(String id, SiteScope sites, Actor actor) {
            return confirm.confirm(
                            new ConfirmCodeBreak.Command(
                                    STUDY, id, "In order; not midazolam", sites, new UniqueRequest("c", "c")),
                            actor)
                    .await()
                    .indefinitely();
        }

        private void refusedConfirmation(String id, SiteScope sites, Actor actor, ProblemType type) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> confirm(id, sites, actor))
                    .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(type));
        }
    }

    @Test
    void theListTellsHowLongABreakWaitsForConfirmation() {
        breakCode(command("k", "Seizure"));
        ReadCodeBreaks later = new ReadCodeBreaks(breaks, Clock.offset(Fakes.CLOCK, Duration.ofMinutes(10)));
        assertThat(later.page(STUDY, SITE_1, Optional.empty(), 10)
                        .await()
                        .indefinitely()
                        .items())
                .singleElement()
                .satisfies(row -> assertThat(row.unconfirmedSeconds()).isEqualTo(600));
        assertThat(later.page(STUDY, SiteScope.none(), Optional.empty(), 10)
                        .await()
                        .indefinitely()
                        .items())
                .isEmpty();
    }

    private static BreakCode.Command command(String key, String reason) {
        return new BreakCode.Command(
                STUDY,
                "01-001",
                "medical-emergency",
                reason,
                List.of("Dr. House"),
                SITE_1,
                Optional.of(Fakes.NOW),
                new UniqueRequest(key, "f"));
    }

    private static BreakCode.Command command(Optional<Instant> authenticatedAt, SiteScope sites, String category) {
        return new BreakCode.Command(
                STUDY, "01-001", category, "x", List.of(), sites, authenticatedAt, new UniqueRequest("k", "f"));
    }

    private Disclosure breakCode(BreakCode.Command command) {
        return breakCode.breakCode(command, Fakes.PERSON).await().indefinitely();
    }

    private void refused(BreakCode.Command command, ProblemType type) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> breakCode(command))
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(type));
    }
}
