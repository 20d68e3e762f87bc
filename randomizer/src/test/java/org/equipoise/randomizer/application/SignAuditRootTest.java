package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.audit.RootSigner;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class SignAuditRootTest {

    private final Store store = new Store();
    private final List<AuditRoot> published = new ArrayList<>();
    private boolean fileIsFull;
    private boolean ready = true;
    private final SignAuditRoot sign =
            new SignAuditRoot(store, new Signer(), new Files(), new Fakes.KnownSecrets(), Fakes.CLOCK);

    @Test
    void aRootNamesWhatMovedAndCoversAll() {
        store.move("S/a", 1);
        store.move("S/b", 1);
        AuditRoot first = sign("k-1");
        store.move("S/b", 2);
        AuditRoot second = sign("k-2");
        assertThat(first.changed()).extracting(ChainHead::stream).containsExactly("S/a", "S/b");
        assertThat(second.changed()).extracting(ChainHead::stream).containsExactly("S/b");
        assertThat(second.streams()).isEqualTo(2);
        assertThat(second.previousHash()).isEqualTo(first.hash()).isEqualTo(first.expectedHash());
        assertThat(published).containsExactly(first, second);
    }

    @Test
    void theRegisterIsCommittedToAndNeverNamed() {
        AuditRoot quiet = sign("k-1");
        AuditRoot still = sign("k-2");
        store.register = new ChainHead("S/unblinding-register", 1, "r1");
        AuditRoot read = sign("k-3");
        assertThat(List.of(quiet.hidden(), still.hidden(), read.hidden())).doesNotHaveDuplicates();
        assertThat(List.of(quiet, still, read)).allSatisfy(root -> {
            assertThat(root.changed()).isEmpty();
            assertThat(root.toString()).doesNotContain("register", "r1");
        });
    }

    @Test
    void whoIsOvertakenReadsAgain() {
        store.overtaken = 2;
        assertThat(sign("k").seq()).isEqualTo(3);
        store.overtaken = 100;
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> sign("other"));
    }

    @Test
    void theSameRequestGetsTheSameRoot() {
        AuditRoot root = sign("k");
        assertThat(sign("k")).isEqualTo(root);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> sign.sign("S", new UniqueRequest("k", "of another request"))
                        .await()
                        .indefinitely())
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.KEY_REUSED));
    }

    @Test
    void whatCouldNotBePublishedIsPublishedNextTime() {
        fileIsFull = true;
        sign("k-1");
        assertThat(published).isEmpty();
        fileIsFull = false;
        sign("k-2");
        assertThat(published).extracting(AuditRoot::seq).containsExactly(1L, 2L);
    }

    @Test
    void theTimerGoesOnWithTheNextStudyWhenOneFails() {
        store.studies = List.of("broken", "S");
        sign.signAll().await().indefinitely();
        assertThat(store.roots).extracting(AuditRoot::study).containsExactly("S");
    }

    @Test
    void withoutAKeyNothingIsSignedAndTheCallerIsTold() {
        ready = false;
        sign.signAll().await().indefinitely();
        assertThat(store.roots).isEmpty();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> sign("k"))
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.STATE_CONFLICT));
    }

    private AuditRoot sign(String key) {
        return sign.sign("S", new UniqueRequest(key, "f")).await().indefinitely();
    }

    private final class Signer implements RootSigner {

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public RootSignature sign(byte[] message) {
            return new RootSignature("key", "signature");
        }

        @Override
        public RootKeys publicKeys() {
            return new RootKeys(List.of());
        }
    }

    private final class Files implements RootPublication {

        @Override
        public Uni<Long> last(String study) {
            return Uni.createFrom().item((long) published.size());
        }

        @Override
        public Uni<Void> publish(String study, List<AuditRoot> roots) {
            if (fileIsFull) {
                return Uni.createFrom().failure(new IllegalStateException("no space left"));
            }
            published.addAll(roots);
            return Uni.createFrom().voidItem();
        }
    }

    private static final class Store implements AuditRoots {

        private final Map<String, ChainHead> heads = new HashMap<>();
        private final Map<String, Long> anchored = new HashMap<>();
        private final Map<String, Asked> asked = new HashMap<>();
        private final List<AuditRoot> roots = new ArrayList<>();
        private List<String> studies = List.of("S");
        private ChainHead register = new ChainHead("S/unblinding-register", 0, "r0");
        private int overtaken;

        void move(String stream, long seq) {
            heads.put(stream, new ChainHead(stream, seq, stream + seq));
        }

        @Override
        public Uni<List<String>> studies() {
            return Uni.createFrom().item(studies);
        }

        @Override
        public Uni<Heads> heads(String study) {
            if (study.equals("broken")) {
                return Uni.createFrom().failure(new IllegalStateException("broken"));
            }
            List<String> moved = heads.values().stream()
                    .filter(head -> head.seq() > anchored.getOrDefault(head.stream(), 0L))
                    .map(ChainHead::stream)
                    .toList();
            String last = roots.isEmpty() ? null : roots.get(roots.size() - 1).hash();
            return Uni.createFrom()
                    .item(new Heads(List.copyOf(heads.values()), List.of(register), moved, roots.size(), last));
        }

        @Override
        public Uni<Boolean> append(NewRoot made) {
            if (overtaken > 0) {
                overtaken--;
                roots.add(made.root());
                return Uni.createFrom().item(false);
            }
            roots.add(made.root());
            made.root().changed().forEach(head -> anchored.put(head.stream(), head.seq()));
            made.request()
                    .ifPresent(request -> asked.put(
                            request.key(),
                            new Asked(request.fingerprint(), made.root().seq())));
            return Uni.createFrom().item(true);
        }

        @Override
        public Uni<List<AuditRoot>> page(String study, long after, int limit) {
            return Uni.createFrom()
                    .item(roots.stream()
                            .filter(root -> root.seq() > after)
                            .limit(limit)
                            .toList());
        }

        @Override
        public Uni<List<AuditRoot>> pageBack(String study, long before, int limit) {
            return Uni.createFrom()
                    .item(roots.stream()
                            .filter(root -> root.seq() < before)
                            .sorted(Comparator.comparing(AuditRoot::seq).reversed())
                            .limit(limit)
                            .toList());
        }

        @Override
        public Uni<Optional<Asked>> asked(String study, String key) {
            return Uni.createFrom().item(Optional.ofNullable(asked.get(key)));
        }
    }
}
