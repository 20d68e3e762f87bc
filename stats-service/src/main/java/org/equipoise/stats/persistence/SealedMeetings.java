package org.equipoise.stats.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.application.MeetingStore;
import org.equipoise.stats.application.RequestKey;
import org.equipoise.stats.domain.meeting.Meeting;
import org.equipoise.stats.domain.meeting.MeetingSubject;
import org.hibernate.reactive.mutiny.Mutiny;

/** Minutes in PostgreSQL. Every change of a study's meetings is made alone, so that rules see all that was entered. */
@ApplicationScoped
class SealedMeetings implements MeetingStore {

    private final Transactions transactions;
    private final StudyKeys keys;
    private final AuditTrail audit;
    private final MeetingRows rows;
    private final RecommendationTable recommendations;

    SealedMeetings(
            Transactions transactions,
            StudyKeys keys,
            AuditTrail audit,
            MeetingRows rows,
            RecommendationTable recommendations) {
        this.transactions = transactions;
        this.keys = keys;
        this.audit = audit;
        this.rows = rows;
        this.recommendations = recommendations;
    }

    @Override
    public Kept open(String study, RequestKey key, Function<List<Meeting>, Meeting> rule) {
        return transactions.runAlone(
                study,
                session -> keys.cipher(session, study)
                        .chain(cipher -> rows.byKey(session, study, key.value())
                                .chain(first -> first != null
                                        ? kept(session, cipher, first)
                                        : rows.all(session, cipher)
                                                .map(rule)
                                                .chain(meeting -> insert(session, cipher, meeting, key)))));
    }

    private Uni<Kept> kept(Mutiny.Session session, StudyCipher cipher, MeetingEntity first) {
        String fingerprint = MeetingRows.open(cipher, first).fingerprint();
        return rows.find(session, cipher, first.id).map(meeting -> new Kept(meeting, fingerprint));
    }

    private Uni<Kept> insert(Mutiny.Session session, StudyCipher cipher, Meeting meeting, RequestKey key) {
        MeetingSubject subject = meeting.subject();
        MeetingEntity row = new MeetingEntity();
        row.id = subject.meeting();
        row.study = cipher.study();
        row.idempotencyKey = key.value();
        row.sealedSubject = cipher.seal(
                new MeetingRows.SealedSubject(subject, key.fingerprint()), row.id.toString(), MeetingRows.SUBJECT);
        Map<String, Object> event = Map.of(
                "what", "meeting-opened",
                "meeting", row.id,
                "sealedHash", CanonicalJson.sha256(row.sealedSubject),
                "at", subject.openedAt(),
                "by", subject.openedBy().name());
        return session.persist(row)
                .chain(() -> audit.appendClosed(session, row.study, event))
                .replaceWith(new Kept(meeting, key.fingerprint()));
    }

    @Override
    public Kept add(String study, UUID meeting, RequestKey key, Function<Meeting, Entry> rule) {
        return transactions.runAlone(
                study,
                session -> keys.cipher(session, study)
                        .chain(cipher -> rows.entryByKey(session, study, key.value())
                                .chain(first -> first != null
                                        ? kept(session, cipher, first)
                                        : rows.find(session, cipher, meeting)
                                                .onItem()
                                                .ifNull()
                                                .failWith(Refusal::notFound)
                                                .chain(found -> insert(session, cipher, found, rule, key)))));
    }

    private Uni<Kept> kept(Mutiny.Session session, StudyCipher cipher, MeetingEntryEntity first) {
        String fingerprint = MeetingRows.open(cipher, first).fingerprint();
        return rows.find(session, cipher, first.meeting).map(meeting -> new Kept(meeting, fingerprint));
    }

    private Uni<Kept> insert(
            Mutiny.Session session,
            StudyCipher cipher,
            Meeting meeting,
            Function<Meeting, Entry> rule,
            RequestKey key) {
        Entry entry = rule.apply(meeting);
        MeetingEntryEntity row = new MeetingEntryEntity();
        row.meeting = meeting.subject().meeting();
        row.position = meeting.events().size() + 1;
        row.study = cipher.study();
        row.idempotencyKey = key.value();
        row.sealedEntry = cipher.seal(
                SealedEntry.of(entry.event(), key.fingerprint()),
                row.meeting.toString(),
                MeetingRows.column(row.position));
        Map<String, Object> event = Map.of(
                "what",
                "meeting-entry",
                "meeting",
                row.meeting,
                "entry",
                row.position,
                "sealedHash",
                CanonicalJson.sha256(row.sealedEntry),
                "at",
                entry.event().at(),
                "by",
                entry.event().by().name());
        return session.persist(row)
                .chain(() -> audit.appendClosed(session, row.study, event))
                .chain(() -> entry.release()
                        .map(release -> recommendations.insert(session, row.study, release))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .replaceWith(() -> new Kept(meeting.with(entry.event()), key.fingerprint()));
    }

    @Override
    public Optional<Meeting> find(String study, UUID meeting) {
        return Optional.ofNullable(transactions.run(
                session -> keys.cipher(session, study).chain(cipher -> rows.find(session, cipher, meeting))));
    }

    @Override
    public List<Meeting> page(String study, Optional<UUID> after, int limit) {
        return transactions.run(session -> keys.cipher(session, study)
                .chain(cipher -> rows.page(session, cipher, new MeetingRows.Part(study, after.orElse(null), limit))));
    }
}
