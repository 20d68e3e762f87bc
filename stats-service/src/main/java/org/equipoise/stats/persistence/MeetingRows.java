package org.equipoise.stats.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.equipoise.stats.domain.meeting.Meeting;
import org.equipoise.stats.domain.meeting.MeetingEvent;
import org.equipoise.stats.domain.meeting.MeetingSubject;
import org.hibernate.reactive.mutiny.Mutiny;

/** Puts minutes together from the rows that tell of them. */
@ApplicationScoped
class MeetingRows {

    static final String SUBJECT = "meeting";
    private static final String ENTRY = "entry-";

    /** A part of a study's meetings. */
    record Part(String study, UUID after, int limit) {}

    /** What a meeting is about, as it is sealed. */
    record SealedSubject(MeetingSubject subject, String fingerprint) {}

    Uni<MeetingEntity> byKey(Mutiny.Session session, String study, String key) {
        return session.createSelectionQuery(
                        "from MeetingEntity where study = :study and idempotencyKey = :key", MeetingEntity.class)
                .setParameter("study", study)
                .setParameter("key", key)
                .getSingleResultOrNull();
    }

    Uni<MeetingEntryEntity> entryByKey(Mutiny.Session session, String study, String key) {
        return session.createSelectionQuery(
                        "from MeetingEntryEntity where study = :study and idempotencyKey = :key",
                        MeetingEntryEntity.class)
                .setParameter("study", study)
                .setParameter("key", key)
                .getSingleResultOrNull();
    }

    /** Null if the study has no such meeting. */
    Uni<Meeting> find(Mutiny.Session session, StudyCipher cipher, UUID meeting) {
        return session.find(MeetingEntity.class, meeting)
                .chain(row -> row == null || !row.study.equals(cipher.study())
                        ? Uni.createFrom().<Meeting>nullItem()
                        : meetings(session, cipher, List.of(row)).map(found -> found.get(0)));
    }

    Uni<List<Meeting>> all(Mutiny.Session session, StudyCipher cipher) {
        return page(session, cipher, new Part(cipher.study(), null, Integer.MAX_VALUE));
    }

    Uni<List<Meeting>> page(Mutiny.Session session, StudyCipher cipher, Part part) {
        return sequenceOf(session, part)
                .chain(after -> session.createSelectionQuery(
                                "from MeetingEntity where study = :study and sequence > :after order by sequence",
                                MeetingEntity.class)
                        .setParameter("study", part.study())
                        .setParameter("after", after)
                        .setMaxResults(part.limit())
                        .getResultList())
                .chain(rows -> meetings(session, cipher, rows));
    }

    private static Uni<Long> sequenceOf(Mutiny.Session session, Part part) {
        return part.after() == null
                ? Uni.createFrom().item(0L)
                : session.find(MeetingEntity.class, part.after())
                        .map(row -> row == null || !row.study.equals(part.study()) ? 0L : row.sequence);
    }

    private Uni<List<Meeting>> meetings(Mutiny.Session session, StudyCipher cipher, List<MeetingEntity> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createSelectionQuery(
                        "from MeetingEntryEntity where meeting in :meetings order by position",
                        MeetingEntryEntity.class)
                .setParameter("meetings", rows.stream().map(row -> row.id).toList())
                .getResultList()
                .map(entries -> {
                    Map<UUID, List<MeetingEvent>> events = entries.stream()
                            .collect(Collectors.groupingBy(
                                    entry -> entry.meeting,
                                    Collectors.mapping(
                                            entry -> open(cipher, entry).event(), Collectors.toList())));
                    return rows.stream()
                            .map(row ->
                                    new Meeting(open(cipher, row).subject(), events.getOrDefault(row.id, List.of())))
                            .toList();
                });
    }

    static SealedSubject open(StudyCipher cipher, MeetingEntity row) {
        return cipher.open(row.sealedSubject, row.id.toString(), SUBJECT, SealedSubject.class);
    }

    static SealedEntry open(StudyCipher cipher, MeetingEntryEntity row) {
        return cipher.open(row.sealedEntry, row.meeting.toString(), column(row.position), SealedEntry.class);
    }

    /** Bound to its place: entries can be moved neither to another meeting nor within theirs. */
    static String column(int position) {
        return ENTRY + position;
    }
}
