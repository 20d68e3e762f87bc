package org.equipoise.stats.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(schema = "closed", name = "run_input")
class RunInputEntity {

    @Id
    UUID run;

    String study;
    byte[] sealedInputs;
}
