package org.equipoise.randomizer.application;

import java.util.Optional;

/** What an allocation that looks at earlier subjects is made from: the seed and the totals, both encrypted. */
public final class SealedTotals {

    private final byte[] seed;
    private final Part part;
    private final int version;
    private final Optional<byte[]> totals;

    public SealedTotals(byte[] seed, Part part, int version, Optional<byte[]> totals) {
        this.seed = seed.clone();
        this.part = part;
        this.version = version;
        this.totals = totals.map(byte[]::clone);
    }

    /**
     * The part of the list that is in force, whose plan gives the totals their shape.
     *
     * @param extension the part's number
     * @param plan the plan's version
     */
    public record Part(int extension, String plan) {}

    /** The seed's ciphertext. */
    public byte[] seed() {
        return seed.clone();
    }

    public Part part() {
        return part;
    }

    /** How many allocations the totals hold. */
    public int version() {
        return version;
    }

    /** The totals' ciphertext; empty before the first allocation. */
    public Optional<byte[]> totals() {
        return totals.map(byte[]::clone);
    }
}
