package org.equipoise.randomizer.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "plan")
@IdClass(PlanRow.Key.class)
class PlanRow {

    @Id
    String study;

    @Id
    String version;

    @Column(name = "content_hash")
    String contentHash;

    byte[] definition;

    String factors;

    String eligibility;

    @Column(name = "study_cap")
    Integer studyCap;

    String caps;

    @Column(name = "sites_start")
    String sitesStart;

    /** Only of plans with managed kits. */
    @Formula("(select k.minimum_days from plan_kits k where k.study = study and k.version = version)")
    Integer kitMinimumDays;

    @Column(name = "published_at")
    Instant publishedAt;

    static class Key {
        String study;
        String version;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Objects.equals(study, key.study) && Objects.equals(version, key.version);
        }

        @Override
        public int hashCode() {
            return Objects.hash(study, version);
        }
    }
}
