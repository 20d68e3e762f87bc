package org.equipoise.randomizer.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.equipoise.randomizer.application.AuditEntry;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "audit_entry")
class AuditRow {

    @Id
    long id;

    String study;

    String stream;

    long seq;

    Instant at;

    String entry;

    @Column(name = "previous_hash")
    String previousHash;

    String hash;

    AuditEntry toEntry() {
        return new AuditEntry(id, stream, seq, at, entry, previousHash, hash);
    }
}
