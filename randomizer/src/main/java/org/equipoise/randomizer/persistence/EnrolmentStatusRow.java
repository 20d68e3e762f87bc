package org.equipoise.randomizer.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.equipoise.randomizer.application.EnrolmentStatus;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "enrolment_status")
class EnrolmentStatusRow {

    @Id
    long id;

    String study;

    String site;

    String status;

    String reason;

    String actor;

    @Column(name = "actor_name")
    String actorName;

    Instant at;

    EnrolmentStatus toStatus() {
        return new EnrolmentStatus(study, Optional.ofNullable(site), status, reason, actorName, at);
    }
}
