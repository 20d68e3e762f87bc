package org.equipoise.randomizer.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.equipoise.randomizer.application.Correction;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "randomization_correction")
class CorrectionRow {

    @Id
    long id;

    String study;

    String subject;

    String kind;

    @Column(name = "corrected_stratum")
    String correctedStratum;

    String reason;

    @Column(name = "actor_name")
    String actorName;

    Instant at;

    Correction toCorrection() {
        return new Correction(
                subject,
                kind,
                correctedStratum == null
                        ? null
                        : Stratum.parse(correctedStratum).levels(),
                reason,
                actorName,
                at);
    }
}
