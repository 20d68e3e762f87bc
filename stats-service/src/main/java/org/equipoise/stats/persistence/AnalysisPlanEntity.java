package org.equipoise.stats.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "analysis_plan")
@IdClass(AnalysisPlanEntity.Key.class)
class AnalysisPlanEntity {

    @Id
    String study;

    @Id
    String version;

    @Column(insertable = false)
    Long sequence;

    String definition;
    String contentHash;
    Instant publishedAt;
    String publishedBy;

    record Key(String study, String version) {}
}
