package org.equipoise.stats.domain.planning;

/**
 * The numbers of participants of two arms that a formula asks for, before they are rounded.
 *
 * @param first participants in the arm of interest, above 0, not necessarily a whole number
 * @param second participants in the reference arm
 */
public record SampleSize(double first, double second) {

    private static final double ROUNDING = 1e-9;

    /** Refuses sizes that are not positive numbers. */
    public SampleSize {
        if (!(first > 0 && first < Double.POSITIVE_INFINITY && second > 0 && second < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "sample sizes must be positive and finite, but are " + first + " and " + second);
        }
    }

    /**
     * Both arms together.
     *
     * @return participants
     */
    public double total() {
        return first + second;
    }

    /**
     * The same sizes in whole participants.
     *
     * @return each arm rounded up; what lies within 1e-9 above a whole number is that number
     */
    public SampleSize wholeParticipants() {
        return new SampleSize(up(first), up(second));
    }

    /**
     * What a trial must recruit if some participants give no data.
     *
     * @param dropout the share that gives none, from 0 to below 1
     * @return the sizes divided by 1 &minus; dropout
     */
    public SampleSize inflatedFor(double dropout) {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("the dropout share must be from 0 to below 1, but is " + dropout);
        }
        return times(1 / (1 - dropout));
    }

    SampleSize times(double factor) {
        return new SampleSize(factor * first, factor * second);
    }

    private static double up(double size) {
        return Math.max(1, Math.ceil(size - ROUNDING * Math.max(1, size)));
    }
}
