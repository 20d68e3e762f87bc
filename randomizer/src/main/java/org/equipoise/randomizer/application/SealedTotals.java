package org.equipoise.randomizer.application;

import java.util.Optional;

/** What an allocation that looks at earlier subjects is made from: the seed and the totals, both encrypted. */
public final class SealedTotals {

    private final byte[] seed;
    private final int version;
    private final Optional<byte[]> totals;

    public SealedTotals(byte[] seed, int version, Optional<byte[]> totals) {
        this.seed = seed.clone();
        this.version = version;
        this.totals = totals.map(byte[]::clone);
    }

    /** The seed's ciphertext. */
    public byte[] seed() {
        return seed.clone();
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
