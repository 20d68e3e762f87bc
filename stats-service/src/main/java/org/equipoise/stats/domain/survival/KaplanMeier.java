package org.equipoise.stats.domain.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Kaplan and Meier's estimate of the survival function.
 *
 * <p>With n<sub>i</sub> at risk and d<sub>i</sub> events at the event times t<sub>i</sub>, S(t) is the
 * product of 1 &minus; d<sub>i</sub>/n<sub>i</sub> over all t<sub>i</sub> &le; t. Greenwood's variance of ln S is V = &sum; d<sub>i</sub>/(n<sub>i</sub>(n<sub>i</sub>
 * &minus; d<sub>i</sub>)); intervals are S<sup>exp(&plusmn;z&radic;V/ln S)</sup>, symmetric for ln(&minus;ln S). Where S is 1
 * the interval is [1, 1]; where S is 0 it goes from 0 to the upper limit before. Source: Kaplan and Meier, JASA 1958;53:457;
 * Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, section 1.4.
 */
public final class KaplanMeier {

    private static final double SAME = 1.5e-8;

    private final SurvivalTimes group;
    private final List<Step> steps = new ArrayList<>();

    /** The curve from one event time to the next. */
    private record Step(double time, double survival, double logVariance, double leap) {}

    /**
     * Estimates the curve.
     *
     * @param group the times, at least one
     */
    public KaplanMeier(SurvivalTimes group) {
        if (group.size() == 0) {
            throw new IllegalArgumentException("a survival curve needs at least one participant");
        }
        this.group = group;
        double survival = 1;
        double variance = 0;
        for (SurvivalTimes.EventTime event : group.eventTimes()) {
            double n = event.atRisk();
            double left = n - event.events();
            survival *= left / n;
            double leap = left == 0 ? 0 : event.events() / (n * left);
            variance += leap;
            steps.add(new Step(event.time(), survival, variance, leap));
        }
    }

    /**
     * The probability of being free of the event at a time.
     *
     * @param time the time, 0 or more; beyond the last time the curve keeps its last value
     * @param level the coverage of the interval
     * @return the estimate with its interval
     */
    public SurvivalProbability at(double time, double level) {
        double z = quantile(level);
        int index = -1;
        while (index + 1 < steps.size() && steps.get(index + 1).time() <= time) {
            index++;
        }
        double survival = index < 0 ? 1 : steps.get(index).survival();
        double error = index < 0 ? 0 : survival * Math.sqrt(steps.get(index).logVariance());
        ConfidenceInterval interval = new ConfidenceInterval(limit(index, z), limit(index, -z), level);
        return new SurvivalProbability(time, survival, error, interval);
    }

    private static double quantile(double level) {
        return StandardNormal.upperQuantile((1 - ConfidenceInterval.requireLevel(level)) / 2);
    }

    /** The lower (z positive) or upper limit of a step. */
    private double limit(int index, double z) {
        double survival = index < 0 ? 1 : steps.get(index).survival();
        if (survival == 1) {
            return 1;
        }
        if (survival == 0) {
            return z > 0 ? 0 : limit(index - 1, z);
        }
        double log = Math.log(survival);
        return Math.exp(log * Math.exp(-z * Math.sqrt(steps.get(index).logVariance()) / log));
    }

    /**
     * The median time to the event.
     *
     * @param level the coverage of the interval
     * @return the first time at which the curve is at most 1/2; if it is exactly 1/2 up to the next event, the middle
     *     between the two
     */
    public MedianSurvival median(double level) {
        double z = quantile(level);
        double lower = half(step -> limit(steps.indexOf(step), z));
        double upper = half(step -> step.survival() == 0 ? Double.POSITIVE_INFINITY : limit(steps.indexOf(step), -z));
        return new MedianSurvival(half(Step::survival), new ConfidenceInterval(lower, Math.max(lower, upper), level));
    }

    private double half(ToDoubleFunction<Step> curve) {
        for (int i = 0; i < steps.size(); i++) {
            double value = curve.applyAsDouble(steps.get(i));
            if (value < 0.5 - SAME) {
                return steps.get(i).time();
            }
            if (value <= 0.5 + SAME) {
                return i + 1 < steps.size()
                        ? 0.5 * (steps.get(i).time() + steps.get(i + 1).time())
                        : steps.get(i).time();
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * The mean time free of the event up to a horizon, &int; S from 0 to the horizon, with the variance &sum; A<sub>i</sub>&sup2;
     * d<sub>i</sub>/(n<sub>i</sub>(n<sub>i</sub> &minus; d<sub>i</sub>)), A<sub>i</sub> being the area after t<sub>i</sub>. Beyond
     * the last time the curve keeps its last value.
     *
     * @param horizon the horizon, above 0 and finite
     * @return the restricted mean
     */
    public RestrictedMean restrictedMean(double horizon) {
        if (!(horizon > 0 && horizon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the horizon must be above 0 and finite, but is " + horizon);
        }
        double area = 0;
        double variance = 0;
        double end = horizon;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.time() < horizon) {
                area += step.survival() * (end - step.time());
                variance += area * area * step.leap();
                end = step.time();
            }
        }
        return new RestrictedMean(horizon, area + end, Math.sqrt(variance));
    }

    /**
     * How many are at risk at a time, for the table below a curve.
     *
     * @param time the time
     * @return the number whose time is not shorter
     */
    public int atRisk(double time) {
        return group.atRisk(time);
    }
}
