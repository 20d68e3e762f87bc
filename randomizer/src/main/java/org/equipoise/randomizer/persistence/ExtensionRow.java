package org.equipoise.randomizer.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.equipoise.randomizer.application.ListExtension.ListPart;
import org.hibernate.annotations.Immutable;

/** A part of a list, without its seed. */
@Entity
@Immutable
@Table(name = "list_extension")
@IdClass(ExtensionRow.Key.class)
class ExtensionRow {

    @Id
    String list;

    @Id
    int extension;

    String study;

    @Column(name = "plan_version")
    String planVersion;

    @Column(name = "merkle_root")
    String merkleRoot;

    int entries;

    @Column(name = "activated_at")
    Instant activatedAt;

    ListPart toPart() {
        return new ListPart(list, extension, planVersion, merkleRoot, entries, activatedAt);
    }

    static class Key {
        String list;
        int extension;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Objects.equals(list, key.list) && extension == key.extension;
        }

        @Override
        public int hashCode() {
            return Objects.hash(list, extension);
        }
    }
}
