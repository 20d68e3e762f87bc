package org.equipoise.launcher.verification;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Minimization as {@code docs/methods/randomization.md} defines it, over counts of earlier subjects by level and cell.
 *
 * <p>Imbalances are whole numbers or sums of whole multiples of square roots. Roots are taken to {@value #DIGITS} digits;
 * values that agree to {@value #SAME} decimals are equal. Different sums of the roots that can occur differ long before.
 */
final class Minimizer {

    private static final List<String> MEASURES = List.of("range", "variance", "standard-deviation");
    private static final int DIGITS = 200;
    private static final int SAME = 120;
    private static final MathContext PRECISION = new MathContext(DIGITS);
    private static final BigDecimal NOTHING = BigDecimal.ONE.movePointLeft(SAME);

    private final RevealedList.Replay rule;
    private final int[] owners;
    private final List<BigInteger> ranks;
    private final Map<String, int[]> counts = new HashMap<>();

    Minimizer(RevealedList.Replay rule) {
        this.rule = rule;
        if (!MEASURES.contains(rule.measure())) {
            throw new IllegalArgumentException("no such measure: " + rule.measure());
        }
        BigInteger divisor = rule.arms().stream()
                .map(arm -> BigInteger.valueOf(arm.ratio()))
                .reduce(BigInteger.ZERO, BigInteger::gcd);
        List<Integer> cells = new ArrayList<>();
        for (int arm = 0; arm < rule.arms().size(); arm++) {
            for (int i = 0; i < rule.arms().get(arm).ratio() / divisor.intValueExact(); i++) {
                cells.add(arm);
            }
        }
        this.owners = cells.stream().mapToInt(arm -> arm).toArray();
        this.ranks = ranks();
        if (ranks.size() != owners.length) {
            throw new IllegalArgumentException(ranks.size() + " probabilities for " + owners.length + " ranks");
        }
    }

    private List<BigInteger> ranks() {
        List<BigInteger[]> given = rule.probabilities().stream()
                .map(text -> Arrays.stream((text + "/1").split("/"))
                        .limit(2)
                        .map(BigInteger::new)
                        .toArray(BigInteger[]::new))
                .toList();
        List<BigInteger> weights = new ArrayList<>();
        if (given.size() == 1) {
            weights.add(given.get(0)[0].multiply(BigInteger.valueOf(owners.length - 1L)));
            BigInteger rest = given.get(0)[1].subtract(given.get(0)[0]);
            IntStream.range(1, owners.length).forEach(rank -> weights.add(rest));
        } else {
            BigInteger product =
                    given.stream().map(quotient -> quotient[1]).reduce(BigInteger.ONE, BigInteger::multiply);
            given.forEach(quotient -> weights.add(quotient[0].multiply(product).divide(quotient[1])));
        }
        return weights;
    }

    /** The code of the arm of the next subject, whose levels are remembered with it. */
    String next(List<String> levels, SecretStream draws) {
        if (levels.size() != rule.factors().size()) {
            throw new IllegalArgumentException(levels + " are not the levels of " + rule.factors());
        }
        BigDecimal[] imbalances = IntStream.range(0, owners.length)
                .mapToObj(cell -> imbalance(levels, cell))
                .toArray(BigDecimal[]::new);
        int cell = draw(imbalances, draws);
        levels.forEach(level -> counted(level)[cell]++);
        return rule.arms().get(owners[cell]).code();
    }

    private int draw(BigDecimal[] imbalances, SecretStream draws) {
        List<Integer> ranked = IntStream.range(0, owners.length)
                .boxed()
                .sorted((a, b) -> compare(imbalances[a], imbalances[b]))
                .toList();
        boolean allEqual = compare(imbalances[ranked.get(0)], imbalances[ranked.get(ranked.size() - 1)]) == 0;
        BigDecimal chosen = imbalances[ranked.get(allEqual ? 0 : draws.weighted(ranks))];
        List<Integer> equals = IntStream.range(0, owners.length)
                .filter(cell -> compare(imbalances[cell], chosen) == 0)
                .boxed()
                .toList();
        return equals.get(draws.below(equals.size()));
    }

    private static int compare(BigDecimal a, BigDecimal b) {
        BigDecimal difference = a.subtract(b);
        return difference.abs().compareTo(NOTHING) < 0 ? 0 : difference.signum();
    }

    private BigDecimal imbalance(List<String> levels, int cell) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int factor = 0; factor < levels.size(); factor++) {
            int[] after = counted(levels.get(factor)).clone();
            after[cell]++;
            int weight = rule.weights().getOrDefault(rule.factors().get(factor), 1);
            sum = sum.add(distance(after).multiply(BigDecimal.valueOf(weight)));
        }
        return sum;
    }

    private int[] counted(String level) {
        return counts.computeIfAbsent(level, key -> new int[owners.length]);
    }

    private BigDecimal distance(int[] numbers) {
        long sum = Arrays.stream(numbers).asLongStream().sum();
        long squares = Arrays.stream(numbers).asLongStream().map(n -> n * n).sum();
        BigDecimal variance = BigDecimal.valueOf(numbers.length * squares - sum * sum);
        return switch (rule.measure()) {
            case "range" ->
                BigDecimal.valueOf(Arrays.stream(numbers).max().orElseThrow()
                        - Arrays.stream(numbers).min().orElseThrow());
            case "variance" -> variance;
            case "standard-deviation" -> variance.sqrt(PRECISION);
            default -> throw new IllegalStateException("A measure that was not checked: " + rule.measure());
        };
    }
}
