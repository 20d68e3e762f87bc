package org.equipoise.randomizer.application;

import java.util.List;
import org.equipoise.randomizer.domain.list.ListEntry;
import org.equipoise.randomizer.domain.list.RandomizationList;
import org.equipoise.randomizer.domain.randomness.Seed;

/** A new list, or a new part of one, as it is stored: seed and arms encrypted. */
public final class SealedList {

    private final SealedPlan.Key plan;
    private final Kind kind;
    private final RandomizationList list;
    private final byte[] seed;
    private final List<byte[]> arms;

    private SealedList(SealedPlan.Key plan, Kind kind, RandomizationList list, byte[] seed, List<byte[]> arms) {
        this.plan = plan;
        this.kind = kind;
        this.list = list;
        this.seed = seed;
        this.arms = arms;
    }

    static SealedList seal(SealedPlan.Key plan, Kind kind, RandomizationList list, Seed seed, Sealing sealing) {
        List<byte[]> arms = list.entries().stream()
                .map(entry -> sealing.arm(
                        list.id(),
                        entry.stratum().key(),
                        entry.position(),
                        entry.arm().code()))
                .toList();
        return new SealedList(plan, kind, list, sealing.seed(list.id(), kind.extension(), seed), arms);
    }

    public SealedPlan.Key plan() {
        return plan;
    }

    /**
     * What a list is for, where its arms come from, and which part of it this is: 0 at activation, one more for each
     * amendment.
     */
    public record Kind(ListPurpose purpose, ListSource source, int extension) {}

    public int extension() {
        return kind.extension();
    }

    public ListPurpose purpose() {
        return kind.purpose();
    }

    public ListSource source() {
        return kind.source();
    }

    public String id() {
        return list.id();
    }

    public String merkleRoot() {
        return list.merkleRoot();
    }

    /** The seed's ciphertext. */
    public byte[] seed() {
        return seed.clone();
    }

    /** The entries without their arms, in the list's order. */
    public List<Row> rows() {
        return list.entries().stream().map(Row::of).toList();
    }

    /** The arms' ciphertexts, in the list's order. */
    public List<byte[]> arms() {
        return arms.stream().map(byte[]::clone).toList();
    }

    /** An entry without its arm. */
    public record Row(String stratum, int position, String randomizationNumber, String kit, String leaf) {

        private static Row of(ListEntry entry) {
            return new Row(
                    entry.stratum().key(), entry.position(), entry.randomizationNumber(), entry.kit(), entry.leaf());
        }
    }
}
