package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlanUseCasesTest {

    private static final SealedPlan.Key KEY = new SealedPlan.Key("KET-TRD-01", "1");
    private static final PlanDraft OTHER_CONTENT = new PlanDraft(
            "KET-TRD-01",
            "1",
            Plans.KET_TRD_01.method(),
            Plans.KET_TRD_01.arms(),
            Plans.KET_TRD_01.factors(),
            61,
            Plans.KET_TRD_01.caps(),
            "ecrf");

    private final FakePlans plans = new FakePlans();
    private final PublishPlan publish = new PublishPlan(plans, new Fakes.OpenKeys(), Fakes.CLOCK);
    private final ActivatePlan activate =
            new ActivatePlan(plans, new Fakes.OpenKeys(), new Fakes.KnownSecrets(), Fakes.CLOCK);

    @Nested
    class Publishing {

        @Test
        void storesThePlanOnce() {
            PublishPlan.Published first = publish(Plans.KET_TRD_01);
            PublishPlan.Published again = publish(Plans.KET_TRD_01);
            assertThat(first.created()).isTrue();
            assertThat(again.created()).isFalse();
            assertThat(again.contentHash()).isEqualTo(first.contentHash()).matches("[0-9a-f]{64}");
        }

        @Test
        void isKnownByTheHashOfItsCiphertextWhichNobodyCanTryContentsOutAgainst() {
            String hash = publish(Plans.KET_TRD_01).contentHash();
            assertThat(hash).isNotEqualTo(CanonicalJson.sha256Text(PlanText.of(Plans.KET_TRD_01)));
            StudyKeys fresh = new FreshCiphertexts();
            FakePlans others = new FakePlans();
            PublishPlan elsewhere = new PublishPlan(others, fresh, Fakes.CLOCK);
            PublishPlan.Published first =
                    elsewhere.publish(Plans.KET_TRD_01, Fakes.PERSON).await().indefinitely();
            assertThat(first.contentHash()).isNotEqualTo(hash);
            assertThat(elsewhere.publish(Plans.KET_TRD_01, Fakes.PERSON).await().indefinitely())
                    .as("the same content, though its ciphertext is another one")
                    .isEqualTo(new PublishPlan.Published(first.study(), first.version(), first.contentHash(), false));
            assertRefusal(
                    ProblemType.VERSION_EXISTS,
                    () -> elsewhere.publish(OTHER_CONTENT, Fakes.PERSON).await().indefinitely());
        }

        /** Equal contents look different each time, as with a real cipher. */
        private static final class FreshCiphertexts implements StudyKeys {

            private int sealed;

            @Override
            public String newWrappedKey(String study) {
                return "key of " + study;
            }

            @Override
            public StudyCipher cipher(String study, String wrappedKey) {
                StudyCipher open = new Fakes.OpenKeys().cipher(study, wrappedKey);
                return new StudyCipher() {
                    @Override
                    public byte[] seal(byte[] plaintext, byte[] place) {
                        sealed++;
                        byte[] fresh = open.seal(plaintext, place);
                        return ByteBuffer.allocate(fresh.length + Integer.BYTES)
                                .putInt(sealed)
                                .put(fresh)
                                .array();
                    }

                    @Override
                    public byte[] open(byte[] ciphertext, byte[] place) {
                        return open.open(Arrays.copyOfRange(ciphertext, Integer.BYTES, ciphertext.length), place);
                    }
                };
            }
        }

        @Test
        void refusesOtherContentUnderTheSameVersion() {
            publish(Plans.KET_TRD_01);
            assertRefusal(ProblemType.VERSION_EXISTS, () -> publish(OTHER_CONTENT));
        }

        @Test
        void refusesAFaultyPlanWithAllItsFaults() {
            PlanDraft nothing = new PlanDraft(null, null, null, null, null, null, null, null);
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> publish(nothing))
                    .satisfies(refusal -> {
                        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_PLAN);
                        assertThat((List<?>) refusal.members().get("errors"))
                                .hasSize(7)
                                .allSatisfy(error -> assertThat(error).isInstanceOf(Objection.class));
                    });
            assertThat(plans.plans).isEmpty();
        }
    }

    @Nested
    class Activating {

        @Test
        void makesAndSealsTheWholeList() {
            publish(Plans.KET_TRD_01);
            Activation.ActivatedList list = activate("k", "f");
            assertThat(list.entries()).isEqualTo(240);
            assertThat(list.list()).isEqualTo("list-1");
            assertThat(list.merkleRoot()).matches("[0-9a-f]{64}");
            assertThat(list.activatedAt()).isEqualTo(Fakes.NOW);
            assertThat(plans.lists.get("KET-TRD-01").arms()).hasSize(240).doesNotHaveDuplicates();
        }

        @Test
        void padsEveryArmToTheSameLength() {
            publish(new PlanDraft(
                    "KET-TRD-01",
                    "1",
                    Plans.KET_TRD_01.method(),
                    List.of(
                            new PlanDraft.Arm("K", "Short", 1, false),
                            new PlanDraft.Arm("A-CODE-AS-LONG-AS-THE-RULES-WILL-ALLOW-1", "Long", 1, true)),
                    List.of(),
                    8,
                    null,
                    "ecrf"));
            activate("k", "f");
            SealedList list = plans.lists.get("KET-TRD-01");
            assertThat(list.arms().stream().map(arm -> arm.length).collect(Collectors.toSet()))
                    .hasSize(1);
            assertThat(codes(list)).containsOnly("K", "A-CODE-AS-LONG-AS-THE-RULES-WILL-ALLOW-1");
        }

        @Test
        void bindsEveryArmToItsPlace() {
            publish(Plans.KET_TRD_01);
            activate("k", "f");
            SealedList list = plans.lists.get("KET-TRD-01");
            Sealing sealing = new Sealing(new Fakes.OpenKeys().cipher("KET-TRD-01", "key of KET-TRD-01"), "KET-TRD-01");
            SealedArm moved = new SealedArm(
                    "01-001",
                    list.id(),
                    list.rows().get(1).stratum(),
                    2,
                    list.arms().get(0));
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> sealing.openArm(moved));
        }

        @Test
        void answersTheSameForTheSameRequest() {
            publish(Plans.KET_TRD_01);
            assertThat(activate("k", "f")).isEqualTo(activate("k", "f"));
        }

        @Test
        void refusesASecondList() {
            publish(Plans.KET_TRD_01);
            activate("k", "f");
            assertRefusal(ProblemType.ALREADY_ACTIVE, () -> activate("other", "f"));
            assertRefusal(ProblemType.KEY_REUSED, () -> activate("k", "other"));
        }

        @Test
        void refusesAPlanThatIsNotPublished() {
            assertRefusal(ProblemType.NOT_FOUND, () -> activate("k", "f"));
        }

        private List<String> codes(SealedList list) {
            Sealing sealing = new Sealing(new Fakes.OpenKeys().cipher("KET-TRD-01", "key of KET-TRD-01"), "KET-TRD-01");
            return IntStream.range(0, list.rows().size())
                    .mapToObj(i -> new SealedArm(
                            "s",
                            list.id(),
                            list.rows().get(i).stratum(),
                            list.rows().get(i).position(),
                            list.arms().get(i)))
                    .map(sealing::openArm)
                    .toList();
        }
    }

    @Test
    void theStoredDefinitionComesBackAsThePlan() {
        publish(Plans.KET_TRD_01);
        SealedPlan stored = plans.plans.get(KEY);
        Sealing sealing = new Sealing(new Fakes.OpenKeys().cipher("KET-TRD-01", "key of KET-TRD-01"), "KET-TRD-01");
        assertThat(PlanText.parse(sealing.openDefinition("1", stored.definition())))
                .isEqualTo(Plans.sound(Plans.KET_TRD_01));
        assertThat(new String(stored.definition(), StandardCharsets.US_ASCII)).doesNotContain("KTM");
    }

    private PublishPlan.Published publish(PlanDraft draft) {
        return publish.publish(draft, Fakes.PERSON).await().indefinitely();
    }

    private Activation.ActivatedList activate(String key, String fingerprint) {
        return activate.activate(KEY, new UniqueRequest(key, fingerprint), Fakes.PERSON)
                .await()
                .indefinitely();
    }

    private static void assertRefusal(ProblemType type, Runnable action) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(action::run).satisfies(refusal -> {
            assertThat(refusal.type()).isEqualTo(type);
            assertThat(refusal.fix()).isNotBlank();
        });
    }
}
