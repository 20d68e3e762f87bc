package org.equipoise.stats.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(schema = "closed", name = "key_release")
class KeyReleaseEntity {

    @Id
    UUID id;

    @Column(insertable = false)
    Long sequence;

    String study;
    String idempotencyKey;
    byte[] sealedRelease;
}
