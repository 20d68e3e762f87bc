package org.equipoise.stats.domain.groupsequential;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.equipoise.stats.domain.Outcome;

/**
 * The information at each look as a fraction of the planned maximum information: t<sub>1</sub> &lt; t<sub>2</sub> &lt;
 * &hellip;, all positive; the last one can exceed 1 when the trial overruns.
 *
 * <p>The information of a look is the inverse of the variance of the effect's estimate; for a comparison of means it
 * grows with the number of participants, for a survival endpoint with the number of events.
 */
public final class InformationFractions {

    /** The most looks that a design can have. */
    public static final int MOST_LOOKS = 100;

    private static final double CLOSEST_LOOKS = 1e-8;
    private static final double SMALLEST = 1e-9;
    private static final double LARGEST = 1e9;

    private final double[] fractions;

    private InformationFractions(double[] fractions) {
        this.fractions = fractions;
    }

    /**
     * Takes the fractions of the looks in their order.
     *
     * @param fractions 1 to {@value #MOST_LOOKS} fractions, strictly increasing, from 1e-9 to 1e9
     * @return the fractions
     * @throws IllegalArgumentException if they are not such numbers; the message names the look and the value
     */
    public static InformationFractions of(double... fractions) {
        if (fractions.length == 0 || fractions.length > MOST_LOOKS) {
            throw new IllegalArgumentException(
                    "there must be 1 to " + MOST_LOOKS + " looks, but there are " + fractions.length);
        }
        double previous = 0;
        for (int i = 0; i < fractions.length; i++) {
            double fraction = fractions[i];
            if (!(fraction >= SMALLEST && fraction <= LARGEST)) {
                throw new IllegalArgumentException("the information fraction of look " + (i + 1)
                        + " must lie between 1e-9 and 1e9, but is " + fraction);
            }
            if (!(fraction > previous)) {
                throw new IllegalArgumentException("information must grow from look to look, but look " + (i + 1)
                        + " has the fraction " + fraction + " after " + previous);
            }
            previous = fraction;
        }
        return new InformationFractions(fractions.clone());
    }

    /**
     * Takes the fractions of the looks in their order.
     *
     * @param fractions as for {@link #of(double...)}
     * @return the fractions
     */
    public static InformationFractions of(List<Double> fractions) {
        return of(fractions.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Looks at equal steps of information: 1/K, 2/K, &hellip;, 1.
     *
     * @param looks the number of looks, 1 to {@value #MOST_LOOKS}
     * @return the fractions
     */
    public static InformationFractions equallySpaced(int looks) {
        double[] fractions = new double[Math.max(0, looks)];
        for (int i = 0; i < fractions.length; i++) {
            fractions[i] = (i + 1.0) / looks;
        }
        return of(fractions);
    }

    /**
     * The number of looks.
     *
     * @return K
     */
    public int looks() {
        return fractions.length;
    }

    /**
     * The fraction at a look.
     *
     * @param look the look's number, from 1
     * @return t of that look
     */
    public double at(int look) {
        if (look < 1 || look > fractions.length) {
            throw new IllegalArgumentException(
                    "the look must lie between 1 and " + fractions.length + ", but is " + look);
        }
        return fractions[look - 1];
    }

    /**
     * The fraction at the last look.
     *
     * @return t<sub>K</sub>
     */
    public double last() {
        return fractions[fractions.length - 1];
    }

    /**
     * The first looks only.
     *
     * @param looks how many, from 1 to all
     * @return their fractions
     */
    public InformationFractions first(int looks) {
        return of(Arrays.copyOf(fractions, looks));
    }

    /**
     * All fractions.
     *
     * @return the fractions in the order of the looks
     */
    public List<Double> asList() {
        return DoubleStream.of(fractions).boxed().toList();
    }

    double[] toArray() {
        return fractions.clone();
    }

    /** The failure that a computation must answer if two looks are too close to be told apart; empty if none are. */
    <T> Optional<Outcome<T>> tooClose() {
        double gap = narrowestGap();
        if (gap >= CLOSEST_LOOKS) {
            return Optional.empty();
        }
        return Optional.of(Outcome.notComputed(
                Outcome.Reason.LOOKS_TOO_CLOSE,
                "Two looks differ by only " + gap + " of their information.",
                "Treat looks closer than " + CLOSEST_LOOKS + " of their information as one look."));
    }

    /** The smallest step between looks, relative to the information there; 1 for a single look. */
    private double narrowestGap() {
        double narrowest = 1;
        for (int i = 1; i < fractions.length; i++) {
            narrowest = Math.min(narrowest, (fractions[i] - fractions[i - 1]) / fractions[i]);
        }
        return narrowest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InformationFractions that && Arrays.equals(fractions, that.fractions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fractions);
    }

    @Override
    public String toString() {
        return Arrays.toString(fractions);
    }
}
