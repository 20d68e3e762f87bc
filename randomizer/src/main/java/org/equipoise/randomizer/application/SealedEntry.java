package org.equipoise.randomizer.application;

import org.equipoise.randomizer.domain.list.AdaptiveList;
import org.equipoise.randomizer.domain.list.ListEntry;

/** An entry that was made for one subject, as it is stored: its arm and the totals after it encrypted. */
public final class SealedEntry {

    private final int extension;
    private final int version;
    private final ListEntry entry;
    private final byte[] arm;
    private final byte[] totals;

    private SealedEntry(SealedTotals from, ListEntry entry, byte[] arm, byte[] totals) {
        this.extension = from.part().extension();
        this.version = from.version();
        this.entry = entry;
        this.arm = arm;
        this.totals = totals;
    }

    static SealedEntry seal(String list, SealedTotals from, AdaptiveList.Next next, Sealing sealing) {
        ListEntry entry = next.entry();
        return new SealedEntry(
                from,
                entry,
                sealing.arm(
                        list,
                        entry.stratum().key(),
                        entry.position(),
                        entry.arm().code()),
                sealing.totals(list, from.version() + 1, next.after().bytes()));
    }

    /** The part of the list under which it was made. */
    public int extension() {
        return extension;
    }

    /** The version of the totals from which it was made; its position is one more. */
    public int version() {
        return version;
    }

    public String randomizationNumber() {
        return entry.randomizationNumber();
    }

    public String kit() {
        return entry.kit();
    }

    public String leaf() {
        return entry.leaf();
    }

    /** The arm in the clear, for the choice of a kit. */
    String armCode() {
        return entry.arm().code();
    }

    /** The arm's ciphertext. */
    public byte[] arm() {
        return arm.clone();
    }

    /** The ciphertext of the totals after it. */
    public byte[] totals() {
        return totals.clone();
    }
}
