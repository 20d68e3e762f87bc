package org.equipoise.randomizer.domain.allocation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A probability as a plan writes it, kept exactly: 0.8 is 4/5, and 2/3 is 2/3.
 *
 * @param numerator from 0 to the denominator
 * @param denominator from 1 to {@value #GREATEST_DENOMINATOR}; without a common divisor with the numerator
 */
public record Fraction(int numerator, int denominator) implements Comparable<Fraction> {

    /** The finest step of a probability. */
    public static final int GREATEST_DENOMINATOR = 1_000_000;

    private static final Pattern QUOTIENT = Pattern.compile("(\\d{1,7})\\s*/\\s*(\\d{1,7})");
    private static final Pattern DECIMAL = Pattern.compile("\\d{0,2}(\\.\\d{1,6}0*)?|\\d{1,2}\\.");

    /**
     * Reduces the fraction.
     *
     * @throws IllegalArgumentException if it does not lie between 0 and 1 or is too fine
     */
    public Fraction {
        if (numerator < 0 || denominator < 1 || numerator > denominator) {
            throw new IllegalArgumentException("Not between 0 and 1: " + numerator + "/" + denominator);
        }
        int divisor = BigInteger.valueOf(numerator)
                .gcd(BigInteger.valueOf(denominator))
                .intValueExact();
        numerator /= divisor;
        denominator /= divisor;
        if (denominator > GREATEST_DENOMINATOR) {
            throw new IllegalArgumentException("Finer than 1/" + GREATEST_DENOMINATOR + ": " + denominator);
        }
    }

    /** Reads a decimal such as {@code 0.8} or a quotient such as {@code 2/3}; empty if the text is no such probability. */
    public static Optional<Fraction> parse(String text) {
        String trimmed = text == null ? "" : text.trim();
        Matcher quotient = QUOTIENT.matcher(trimmed);
        if (quotient.matches()) {
            return of(Integer.parseInt(quotient.group(1)), Integer.parseInt(quotient.group(2)));
        }
        if (trimmed.isEmpty()
                || trimmed.equals(".")
                || !DECIMAL.matcher(trimmed).matches()) {
            return Optional.empty();
        }
        BigInteger millionths =
                new BigDecimal(trimmed).movePointRight(6).stripTrailingZeros().toBigInteger();
        return millionths.bitLength() < Integer.SIZE
                ? of(millionths.intValue(), GREATEST_DENOMINATOR)
                : Optional.empty();
    }

    private static Optional<Fraction> of(int numerator, int denominator) {
        if (denominator < 1 || denominator > GREATEST_DENOMINATOR || numerator > denominator) {
            return Optional.empty();
        }
        return Optional.of(new Fraction(numerator, denominator));
    }

    /** 1 minus this. */
    public Fraction complement() {
        return new Fraction(denominator - numerator, denominator);
    }

    @Override
    public int compareTo(Fraction other) {
        return Long.compare((long) numerator * other.denominator, (long) other.numerator * denominator);
    }

    @Override
    public String toString() {
        return denominator == 1 ? String.valueOf(numerator) : numerator + "/" + denominator;
    }
}
