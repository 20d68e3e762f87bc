package org.equipoise.randomizer.domain.list;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.randomness.SecondStream;

/**
 * The methods that draw position by position, a second time, from docs/methods/randomization.md: plain arrays, nothing shared
 * with the production code.
 */
final class SecondMethods {

    private final LongFunction<SecondStream> streams;
    private final int[] owners;
    private final int arms;

    /**
     * Takes the streams by position and the arm that owns each cell.
     */
    SecondMethods(LongFunction<SecondStream> streams, int... owners) {
        this.streams = streams;
        this.owners = owners.clone();
        this.arms = IntStream.of(owners).max().orElseThrow() + 1;
    }

    /** Complete randomization; with {@code total}, the random allocation rule or, if truncated, that design. */
    int[] urn(int length, int total, boolean truncated) {
        int[] parts = parts();
        int[] left = new int[arms];
        int[] sequence = new int[length];
        for (int i = 0; i < length; i++) {
            if (total > 0 && i % total == 0) {
                for (int k = 0; k < arms; k++) {
                    left[k] = parts[k] * total / owners.length;
                }
            }
            int[] weights = new int[arms];
            for (int k = 0; k < arms; k++) {
                weights[k] = total == 0 ? parts[k] : !truncated ? left[k] : left[k] > 0 ? parts[k] : 0;
            }
            sequence[i] = weighted(big(weights), streams.apply(i + 1));
            left[sequence[i]]--;
        }
        return sequence;
    }

    int[] wei(int length, int alpha, int beta) {
        int[] parts = parts();
        int[] counts = new int[arms];
        int[] sequence = new int[length];
        for (int i = 0; i < length; i++) {
            int[] balls = new int[arms];
            for (int k = 0; k < arms; k++) {
                balls[k] = alpha == 0 && i == 0 ? parts[k] : parts[k] * alpha + beta * (parts[k] * i - counts[k]);
            }
            sequence[i] = weighted(big(balls), streams.apply(i + 1));
            counts[sequence[i]]++;
        }
        return sequence;
    }

    /** Efron's coin with p = a/b; with a tolerance, Chen's; with p = 1/cells it is no big stick, which draws otherwise. */
    int[] coin(int length, int a, int b, int tolerance) {
        int[] counts = new int[owners.length];
        int[] sequence = new int[length];
        for (int i = 0; i < length; i++) {
            int least = IntStream.of(counts).min().getAsInt();
            List<Integer> open = IntStream.range(0, counts.length)
                    .filter(c -> counts[c] < least + tolerance)
                    .boxed()
                    .sorted((x, y) -> Integer.compare(counts[x], counts[y]))
                    .toList();
            int cell = ranked(open, counts, a, b, streams.apply(i + 1));
            counts[cell]++;
            sequence[i] = owners[cell];
        }
        return sequence;
    }

    private int ranked(List<Integer> open, int[] counts, int a, int b, SecondStream draws) {
        int rank = 0;
        if (counts[open.get(0)] != counts[open.get(open.size() - 1)]) {
            int[] weights = new int[open.size()];
            Arrays.fill(weights, b - a);
            weights[0] = a * (owners.length - 1);
            rank = weighted(big(weights), draws);
        }
        int value = counts[open.get(rank)];
        List<Integer> equals =
                open.stream().filter(c -> counts[c] == value).sorted().toList();
        return equals.get(draws.below(equals.size()));
    }

    int[] bigStick(int length, int tolerance) {
        int[] counts = new int[owners.length];
        int[] sequence = new int[length];
        for (int i = 0; i < length; i++) {
            int least = IntStream.of(counts).min().getAsInt();
            int[] open = IntStream.range(0, counts.length)
                    .filter(c -> counts[c] < least + tolerance)
                    .toArray();
            int cell = open[streams.apply(i + 1).below(open.length)];
            counts[cell]++;
            sequence[i] = owners[cell];
        }
        return sequence;
    }

    /** Two equal arms: ways[m][d + b + 1] counts the admissible paths of m steps from difference d to 0, from the end. */
    int[] maximal(int total, int b) {
        BigInteger[][] ways = new BigInteger[total + 1][2 * b + 3];
        for (BigInteger[] row : ways) {
            Arrays.fill(row, BigInteger.ZERO);
        }
        ways[0][b + 1] = BigInteger.ONE;
        for (int m = 1; m <= total; m++) {
            for (int d = 1; d <= 2 * b + 1; d++) {
                ways[m][d] = ways[m - 1][d - 1].add(ways[m - 1][d + 1]);
            }
        }
        int difference = b + 1;
        int[] sequence = new int[total];
        for (int i = 0; i < total; i++) {
            List<BigInteger> weights =
                    List.of(ways[total - i - 1][difference + 1], ways[total - i - 1][difference - 1]);
            sequence[i] = weighted(weights, streams.apply(i + 1));
            difference += sequence[i] == 0 ? 1 : -1;
        }
        return sequence;
    }

    private int[] parts() {
        int[] parts = new int[arms];
        for (int owner : owners) {
            parts[owner]++;
        }
        return parts;
    }

    private static List<BigInteger> big(int[] weights) {
        List<BigInteger> big = new ArrayList<>();
        for (int weight : weights) {
            big.add(BigInteger.valueOf(weight));
        }
        return big;
    }

    private static int weighted(List<BigInteger> weights, SecondStream draws) {
        BigInteger divisor = BigInteger.ZERO;
        BigInteger sum = BigInteger.ZERO;
        for (BigInteger weight : weights) {
            divisor = divisor.gcd(weight);
            sum = sum.add(weight);
        }
        BigInteger total = sum.divide(divisor);
        BigInteger u = uniform(total, draws);
        BigInteger below = BigInteger.ZERO;
        for (int outcome = 0; outcome < weights.size(); outcome++) {
            below = below.add(weights.get(outcome).divide(divisor));
            if (u.compareTo(below) < 0) {
                return outcome;
            }
        }
        throw new IllegalStateException("beyond the total");
    }

    private static BigInteger uniform(BigInteger total, SecondStream draws) {
        if (total.bitLength() <= 31) {
            return BigInteger.valueOf(draws.below(total.intValueExact()));
        }
        int bits = total.subtract(BigInteger.ONE).bitLength();
        while (true) {
            BigInteger u = bits % 16 == 0 ? BigInteger.ZERO : BigInteger.valueOf(draws.below(1 << bits % 16));
            for (int word = 0; word < bits / 16; word++) {
                u = u.multiply(BigInteger.valueOf(65536)).add(BigInteger.valueOf(draws.below(65536)));
            }
            if (u.compareTo(total) < 0) {
                return u;
            }
        }
    }
}
