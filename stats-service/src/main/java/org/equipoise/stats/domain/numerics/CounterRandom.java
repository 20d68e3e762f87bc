package org.equipoise.stats.domain.numerics;

/**
 * Random numbers addressed by a seed and a stream: the same address always gives the same numbers, whatever else is drawn.
 *
 * <p>The generator is Philox4x32-10: block b of stream s under seed k is a bijection, ten rounds of multiplication and
 * exclusive or, of the counter (b, s) keyed by k. Streams never overlap: they are different counters, 2<sup>64</sup>
 * blocks of 128 bits each. A computation that gives each of its parts a stream of its own answers the same on one thread
 * and on many. Source: Salmon, Moraes, Dror and Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, SC11, 2011. Not for
 * cryptography. An instance belongs to one thread.
 */
public final class CounterRandom {

    private static final long FIRST_MULTIPLIER = 0xD2511F53L;
    private static final long SECOND_MULTIPLIER = 0xCD9E8D57L;
    private static final int FIRST_WEYL = 0x9E3779B9;
    private static final int SECOND_WEYL = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long LOW = 0xFFFFFFFFL;

    private final long seed;
    private final long stream;
    private long block;
    private long spare;
    private boolean hasSpare;
    private double spareNormal;
    private boolean hasSpareNormal;

    /**
     * The beginning of a stream.
     *
     * @param seed the key
     * @param stream the number of the stream under that key
     */
    public CounterRandom(long seed, long stream) {
        this.seed = seed;
        this.stream = stream;
    }

    /**
     * The cipher itself.
     *
     * @param seed the key: its low and high 32 bits
     * @param stream the upper two words of the counter
     * @param block the lower two words of the counter
     * @return the four output words, as two numbers of 64 bits, the earlier word in the lower bits
     */
    static long[] block(long seed, long stream, long block) {
        int c0 = (int) block;
        int c1 = (int) (block >>> 32);
        int c2 = (int) stream;
        int c3 = (int) (stream >>> 32);
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long first = FIRST_MULTIPLIER * (c0 & LOW);
            long second = SECOND_MULTIPLIER * (c2 & LOW);
            c0 = (int) (second >>> 32) ^ c1 ^ k0;
            c2 = (int) (first >>> 32) ^ c3 ^ k1;
            c1 = (int) second;
            c3 = (int) first;
            k0 += FIRST_WEYL;
            k1 += SECOND_WEYL;
        }
        return new long[] {(c0 & LOW) | ((long) c1 << 32), (c2 & LOW) | ((long) c3 << 32)};
    }

    /**
     * The next 64 bits.
     *
     * @return any number, each equally likely
     */
    public long nextLong() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        long[] words = block(seed, stream, block++);
        spare = words[1];
        hasSpare = true;
        return words[0];
    }

    /**
     * A number between 0 and 1.
     *
     * @return a multiple of 2<sup>&minus;53</sup> plus 2<sup>&minus;54</sup>, so that neither end occurs
     */
    public double nextDouble() {
        return ((nextLong() >>> 11) + 0.5) * 0x1p-53;
    }

    /**
     * A whole number below a bound.
     *
     * @param bound above 0
     * @return 0 to bound &minus; 1, each equally likely to within bound &middot; 2<sup>&minus;63</sup>
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("the bound must be above 0, but is " + bound);
        }
        return (int) Math.multiplyHigh(nextLong() >>> 1, 2L * bound);
    }

    /**
     * A standard normal number, by the polar method (Marsaglia and Bray, SIAM Review 1964;6:260).
     *
     * @return a draw from N(0, 1)
     */
    public double nextNormal() {
        if (hasSpareNormal) {
            hasSpareNormal = false;
            return spareNormal;
        }
        while (true) {
            double u = 2 * nextDouble() - 1;
            double v = 2 * nextDouble() - 1;
            double square = u * u + v * v;
            if (square < 1 && square > 0) {
                double factor = Math.sqrt(-2 * Math.log(square) / square);
                spareNormal = v * factor;
                hasSpareNormal = true;
                return u * factor;
            }
        }
    }

    /**
     * A chi-squared number, as twice a gamma number by squeeze and rejection (Marsaglia and Tsang, ACM Transactions on
     * Mathematical Software 2000;26:363).
     *
     * @param degreesOfFreedom above 0, finite
     * @return a draw, 0 or more
     */
    public double nextChiSquared(double degreesOfFreedom) {
        if (!(degreesOfFreedom > 0 && degreesOfFreedom < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "degrees of freedom must be above 0 and finite, but are " + degreesOfFreedom);
        }
        double shape = degreesOfFreedom / 2;
        return shape < 1 ? 2 * nextGamma(shape + 1) * Math.pow(nextDouble(), 1 / shape) : 2 * nextGamma(shape);
    }

    private double nextGamma(double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = nextNormal();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                if (Math.log(nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                    return d * v;
                }
            }
        }
    }
}
