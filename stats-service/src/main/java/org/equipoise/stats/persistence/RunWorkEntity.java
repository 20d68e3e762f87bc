package org.equipoise.stats.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What is still to be done. The only rows of this service that change, and they go when the run has ended. */
@Entity
@Table(schema = "closed", name = "run_work")
class RunWorkEntity {

    @Id
    UUID run;

    long sequence;
    String study;
    byte[] sealedCredential;
    UUID holder;
    Instant leaseUntil;
    int attempts;
    byte[] sealedCancellation;
    String section;
    int done;
    int ofAll;
}
