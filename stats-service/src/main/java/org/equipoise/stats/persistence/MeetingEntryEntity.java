package org.equipoise.stats.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(schema = "closed", name = "meeting_entry")
@IdClass(MeetingEntryEntity.Key.class)
class MeetingEntryEntity {

    @Id
    UUID meeting;

    @Id
    int position;

    String study;
    String idempotencyKey;
    byte[] sealedEntry;

    record Key(UUID meeting, int position) {}
}
