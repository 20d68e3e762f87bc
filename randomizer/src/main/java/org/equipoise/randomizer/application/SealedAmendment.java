package org.equipoise.randomizer.application;

import java.util.Optional;

/** A further part of an adaptive list as it is stored: it prepares nothing, and gives the totals the amended plan's shape. */
public final class SealedAmendment {

    private final SealedPlan.Key plan;
    private final Place place;
    private final String commitment;
    private final byte[] seed;
    private final Optional<byte[]> totals;

    SealedAmendment(SealedPlan.Key plan, Place place, String commitment, byte[] seed, Optional<byte[]> totals) {
        this.plan = plan;
        this.place = place;
        this.commitment = commitment;
        this.seed = seed.clone();
        this.totals = totals.map(byte[]::clone);
    }

    /**
     * Where it belongs.
     *
     * @param list the list's identifier
     * @param extension the part's number
     * @param version the version of the totals that it was made for
     */
    public record Place(String list, int extension, int version) {}

    public SealedPlan.Key plan() {
        return plan;
    }

    public Place place() {
        return place;
    }

    /** The commitment to the seed, which is that of the list's first part. */
    public String commitment() {
        return commitment;
    }

    /** The seed's ciphertext. */
    public byte[] seed() {
        return seed.clone();
    }

    /** The totals' ciphertext; empty before the first allocation. */
    public Optional<byte[]> totals() {
        return totals.map(byte[]::clone);
    }
}
