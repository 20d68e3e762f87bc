package org.equipoise.stats.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "recommendation")
class RecommendationEntity {

    @Id
    UUID id;

    String study;
    int look;
    String action;
    String wording;
    Instant releasedAt;
    UUID supersedes;
}
