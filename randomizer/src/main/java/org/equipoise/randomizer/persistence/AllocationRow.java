package org.equipoise.randomizer.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.equipoise.randomizer.application.Randomization;
import org.equipoise.randomizer.application.Randomization.AtSite;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "allocation")
@IdClass(AllocationRow.Key.class)
class AllocationRow {

    @Id
    String study;

    @Id
    String subject;

    String site;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "list", referencedColumnName = "list")
    @JoinColumn(name = "extension", referencedColumnName = "extension")
    ExtensionRow part;

    String stratum;

    @Column(name = "randomization_number")
    String randomizationNumber;

    String kit;

    String leaf;

    @Column(name = "randomized_at")
    Instant randomizedAt;

    AtSite randomization() {
        return new AtSite(
                site,
                new Randomization(
                        study,
                        subject,
                        randomizationNumber,
                        kit,
                        randomizedAt,
                        Stratum.parse(stratum).levels(),
                        new Randomization.Receipt(part.list, part.extension, part.merkleRoot, leaf)));
    }

    static class Key {
        String study;
        String subject;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Objects.equals(study, key.study) && Objects.equals(subject, key.subject);
        }

        @Override
        public int hashCode() {
            return Objects.hash(study, subject);
        }
    }
}
