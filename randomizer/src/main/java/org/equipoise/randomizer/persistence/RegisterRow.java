package org.equipoise.randomizer.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.equipoise.randomizer.application.RegisterEntry;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "unblinding_register")
class RegisterRow {

    @Id
    long id;

    String study;

    Instant at;

    String actor;

    @Column(name = "actor_name")
    String actorName;

    String party;

    String reason;

    String scope;

    int subjects;

    @Column(name = "stays_blinded")
    String staysBlinded;

    @Column(name = "previous_hash")
    String previousHash;

    String hash;

    RegisterEntry toEntry() {
        return new RegisterEntry(
                id, at, actor, actorName, party, reason, scope, subjects, staysBlinded, previousHash, hash);
    }
}
