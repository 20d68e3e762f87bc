package org.equipoise.stats.domain.imputation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * A shift that is added to imputed outcomes before the analysis; observed ones stay as they are.
 *
 * @param shifts for each arm that is shifted, one number for each visit, in units of the response
 * @param reach where and how they are added
 */
public record DeltaAdjustment(Map<String, List<Double>> shifts, Reach reach) {

    /** Where shifts are added. */
    public sealed interface Reach permits EveryImputedValue, SinceEvent {}

    /** The shift of a visit is added to each outcome imputed there, with or without an event. */
    public record EveryImputedValue() implements Reach {}

    /**
     * Shifts add up from the event on: an outcome imputed at visit v of a subject whose event affects visit e first is
     * moved by &Sigma;<sub>k = e, &hellip;, v</sub> shift<sub>k</sub> lag<sub>k&minus;e</sub>. Gaps before the event are not
     * moved.
     *
     * @param lag one factor for each visit since the event, from 0; (1, 0, 0, &hellip;) makes the shift of the first visit
     *     affected stay constant, (1, 1, 1, &hellip;) makes shifts accumulate
     */
    public record SinceEvent(List<Double> lag) implements Reach {
        /** Copies the list and refuses infinite factors. */
        public SinceEvent {
            lag = List.copyOf(lag);
            requireFinite(lag);
        }
    }

    /** Copies the map and refuses infinite shifts. */
    public DeltaAdjustment {
        shifts = Map.copyOf(shifts);
        Objects.requireNonNull(reach, "reach");
        shifts.values().forEach(DeltaAdjustment::requireFinite);
    }

    private static void requireFinite(List<Double> values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("shifts and lags must be finite, but one is " + value);
            }
        }
    }

    /**
     * The same shift for every outcome imputed in an arm.
     *
     * @param arm the arm
     * @param visits the number of visits
     * @param shift in units of the response
     * @return the adjustment
     */
    public static DeltaAdjustment constant(String arm, int visits, double shift) {
        return new DeltaAdjustment(
                Map.of(
                        arm,
                        DoubleStream.generate(() -> shift).limit(visits).boxed().toList()),
                new EveryImputedValue());
    }

    /**
     * Shifts that add up from the event on.
     *
     * @param arm the arm
     * @param shifts one for each visit
     * @param lag one factor for each visit since the event
     * @return the adjustment
     */
    public static DeltaAdjustment sinceEvent(String arm, List<Double> shifts, List<Double> lag) {
        return new DeltaAdjustment(Map.of(arm, List.copyOf(shifts)), new SinceEvent(lag));
    }

    /** The shift of every outcome by visit, then subject; zero where it is observed. */
    double[][] shifts(IncompleteTrial trial) {
        SubjectGrid grid = trial.grid();
        requireFitting(grid);
        double[][] added = new double[grid.visits()][grid.subjects()];
        for (int i = 0; i < grid.subjects(); i++) {
            List<Double> own = shifts.get(grid.arms().get(grid.arm(i)));
            double sum = 0;
            for (int v = 0; own != null && v < grid.visits(); v++) {
                int since = v - trial.event(i);
                double shift = own.get(v);
                if (reach instanceof SinceEvent event) {
                    sum += since < 0 ? 0 : shift * event.lag.get(since);
                    shift = sum;
                }
                added[v][i] = grid.observed(i, v) ? 0 : shift;
            }
        }
        return added;
    }

    private void requireFitting(SubjectGrid grid) {
        if (!grid.arms().containsAll(shifts.keySet())) {
            throw new IllegalArgumentException("a shift is given for an arm that the trial does not have");
        }
        boolean misfit = shifts.values().stream().anyMatch(own -> own.size() != grid.visits());
        if (misfit || (reach instanceof SinceEvent event && event.lag.size() != grid.visits())) {
            throw new IllegalArgumentException(
                    "shifts and lags need one number for each of the " + grid.visits() + " visits");
        }
    }
}
