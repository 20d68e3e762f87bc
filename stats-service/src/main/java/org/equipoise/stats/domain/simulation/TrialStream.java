package org.equipoise.stats.domain.simulation;

import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * The random numbers of one simulated trial: a function of seed, trial and position alone, whoever computes it and when.
 *
 * <p>The generator is Philox 4&times;32 with 10 rounds: a bijection of a 128-bit counter (the trial's number and the block's number) under
 * a 64-bit key (the seed), so that streams of different trials never overlap. It is for simulation, not for allocation or secrets.
 * Source: Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3, SC 2011.
 */
public final class TrialStream {

    private static final int ROUNDS = 10;
    private static final long FIRST_MULTIPLIER = 0xD2511F53L;
    private static final long SECOND_MULTIPLIER = 0xCD9E8D57L;
    private static final int FIRST_WEYL = 0x9E3779B9;
    private static final int SECOND_WEYL = 0xBB67AE85;
    private static final double UNIT = 0x1p-53;

    private final long seed;
    private final long trial;
    private long block;
    private long first;
    private long second;
    private int left;

    /**
     * The stream of a trial.
     *
     * @param seed the seed of the simulation
     * @param trial the number of the trial
     */
    public TrialStream(long seed, long trial) {
        this.seed = seed;
        this.trial = trial;
    }

    /**
     * The next 64 random bits.
     *
     * @return any long, all alike likely
     */
    public long bits() {
        if (left == 0) {
            generate();
            left = 2;
        }
        left--;
        return left == 1 ? first : second;
    }

    private void generate() {
        int c0 = (int) block;
        int c1 = (int) (block >>> 32);
        int c2 = (int) trial;
        int c3 = (int) (trial >>> 32);
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long one = FIRST_MULTIPLIER * (c0 & 0xFFFFFFFFL);
            long two = SECOND_MULTIPLIER * (c2 & 0xFFFFFFFFL);
            c0 = (int) (two >>> 32) ^ c1 ^ k0;
            c1 = (int) two;
            c2 = (int) (one >>> 32) ^ c3 ^ k1;
            c3 = (int) one;
            k0 += FIRST_WEYL;
            k1 += SECOND_WEYL;
        }
        first = (c0 & 0xFFFFFFFFL) | ((long) c1 << 32);
        second = (c2 & 0xFFFFFFFFL) | ((long) c3 << 32);
        block++;
    }

    /**
     * A uniform number.
     *
     * @return strictly between 0 and 1, an odd multiple of 2<sup>&minus;54</sup>
     */
    public double uniform() {
        return ((bits() >>> 11) + 0.5) * UNIT;
    }

    /**
     * A standard normal number, by the quantile function of one uniform number.
     *
     * @return within &plusmn;8.3
     */
    public double normal() {
        double u = uniform();
        return u < 0.5 ? -StandardNormal.upperQuantile(u) : StandardNormal.upperQuantile(1 - u);
    }

    /**
     * Whether something of a given probability happens.
     *
     * @param probability from 0 to 1
     * @return true with that probability
     */
    public boolean happens(double probability) {
        return uniform() < probability;
    }
}
