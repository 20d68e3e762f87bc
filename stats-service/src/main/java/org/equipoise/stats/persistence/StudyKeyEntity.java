package org.equipoise.stats.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "study_key")
class StudyKeyEntity {

    @Id
    String study;

    String wrappedKey;
    byte[] sealedLabelling;
    Instant createdAt;
}
