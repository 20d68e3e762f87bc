package org.equipoise.randomizer.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** The columns that the service may read; the seed is not among them. */
@Entity
@Immutable
@Table(name = "randomization_list")
class ListRow {

    @Id
    String list;

    String study;

    @Column(name = "plan_version")
    String planVersion;

    String purpose;

    String source;

    @Column(name = "merkle_root")
    String merkleRoot;

    int entries;

    @Column(name = "activated_at")
    Instant activatedAt;
}
