package org.equipoise.stats.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.application.KeyRelease;
import org.equipoise.stats.application.KeyReleaseStore;
import org.equipoise.stats.application.RequestKey;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class KeyReleaseTable implements KeyReleaseStore {

    private static final String RELEASE = "key-release";

    private final Transactions transactions;
    private final StudyKeys keys;
    private final AuditTrail audit;

    KeyReleaseTable(Transactions transactions, StudyKeys keys, AuditTrail audit) {
        this.transactions = transactions;
        this.keys = keys;
        this.audit = audit;
    }

    /** An entry as it is sealed. */
    record Sealed(KeyRelease release, String fingerprint) {}

    @Override
    public Entered enter(String study, KeyRelease release, RequestKey key) {
        return transactions.runAlone(
                study,
                session -> keys.cipher(session, study)
                        .chain(cipher -> first(session, study, key).chain(row -> {
                            Sealed first = row == null ? null : open(cipher, row);
                            if (first != null && !first.fingerprint().equals(key.fingerprint())) {
                                return Uni.createFrom().item(new Entered(first.release(), first.fingerprint()));
                            }
                            KeyRelease entry = first == null
                                    ? release
                                    : repetition(release, first.release().release());
                            return insert(session, cipher, entry, key)
                                    .replaceWith(new Entered(entry, key.fingerprint()));
                        })));
    }

    private static KeyRelease repetition(KeyRelease again, UUID first) {
        return new KeyRelease(
                again.release(),
                again.analysis(),
                again.byId(),
                again.by(),
                again.at(),
                again.signedInAt(),
                again.reason(),
                Optional.of(first));
    }

    private static Uni<KeyReleaseEntity> first(Mutiny.Session session, String study, RequestKey key) {
        return session.createSelectionQuery(
                        "from KeyReleaseEntity where study = :study and idempotencyKey = :key order by sequence",
                        KeyReleaseEntity.class)
                .setParameter("study", study)
                .setParameter("key", key.value())
                .setMaxResults(1)
                .getSingleResultOrNull();
    }

    private Uni<Void> insert(Mutiny.Session session, StudyCipher cipher, KeyRelease release, RequestKey key) {
        KeyReleaseEntity row = new KeyReleaseEntity();
        row.id = release.release();
        row.study = cipher.study();
        row.idempotencyKey = key.value();
        row.sealedRelease = cipher.seal(new Sealed(release, key.fingerprint()), row.id.toString(), RELEASE);
        Map<String, Object> event = Map.of(
                "what", "key-released",
                "release", row.id,
                "analysis", release.analysis(),
                "sealedHash", CanonicalJson.sha256(row.sealedRelease),
                "at", release.at(),
                "by", release.by());
        return session.persist(row).chain(() -> audit.appendClosed(session, row.study, event));
    }

    @Override
    public List<KeyRelease> page(String study, Optional<UUID> after, int limit) {
        return transactions.run(session -> keys.cipher(session, study)
                .chain(cipher -> sequenceOf(session, study, after)
                        .chain(sequence -> session.createSelectionQuery(
                                        "from KeyReleaseEntity where study = :study and sequence > :after"
                                                + " order by sequence",
                                        KeyReleaseEntity.class)
                                .setParameter("study", study)
                                .setParameter("after", sequence)
                                .setMaxResults(limit)
                                .getResultList())
                        .map(rows -> rows.stream()
                                .map(row -> open(cipher, row).release())
                                .toList())));
    }

    private static Uni<Long> sequenceOf(Mutiny.Session session, String study, Optional<UUID> after) {
        return after.map(id -> session.find(KeyReleaseEntity.class, id)
                        .map(row -> row == null || !row.study.equals(study) ? 0L : row.sequence))
                .orElseGet(() -> Uni.createFrom().item(0L));
    }

    private static Sealed open(StudyCipher cipher, KeyReleaseEntity row) {
        return cipher.open(row.sealedRelease, row.id.toString(), RELEASE, Sealed.class);
    }
}
