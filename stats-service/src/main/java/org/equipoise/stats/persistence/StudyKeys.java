package org.equipoise.stats.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import org.equipoise.platform.crypto.EnvelopeKeys;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.application.StudySecrets;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The key and the labelling secret of each study. They are made with the study's first plan, long before any closed
 * analysis, so that their presence says nothing about one.
 */
@ApplicationScoped
class StudyKeys implements StudySecrets {

    private static final String LABELLING = "labelling";
    private static final int SECRET_BYTES = 32;

    private final Transactions transactions;
    private final EnvelopeKeys envelope;
    private final ObjectMapper json;
    private final SecureRandom random = new SecureRandom();

    StudyKeys(Transactions transactions, EnvelopeKeys envelope, ObjectMapper json) {
        this.transactions = transactions;
        this.envelope = envelope;
        this.json = json;
    }

    @Override
    public byte[] labelling(String study) {
        StudyKeyEntity key = transactions.run(session -> find(session, study));
        return cipher(key).open(key.sealedLabelling, LABELLING, LABELLING, byte[].class);
    }

    Uni<StudyCipher> cipher(Mutiny.Session session, String study) {
        return find(session, study).map(this::cipher);
    }

    Uni<Void> ensure(Mutiny.Session session, String study, Instant now) {
        return session.find(StudyKeyEntity.class, study)
                .chain(known -> known == null
                        ? session.persist(create(study, now))
                        : Uni.createFrom().voidItem());
    }

    private Uni<StudyKeyEntity> find(Mutiny.Session session, String study) {
        return session.find(StudyKeyEntity.class, study).onItem().ifNull().failWith(Refusal::notFound);
    }

    private StudyKeyEntity create(String study, Instant now) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        StudyKeyEntity key = new StudyKeyEntity();
        key.study = study;
        key.wrappedKey = envelope.newStudyKey(study);
        key.sealedLabelling = cipher(key).seal(secret, LABELLING, LABELLING);
        key.createdAt = now;
        return key;
    }

    private StudyCipher cipher(StudyKeyEntity key) {
        return new StudyCipher(envelope.aead(key.study, key.wrappedKey), json, key.study);
    }
}
