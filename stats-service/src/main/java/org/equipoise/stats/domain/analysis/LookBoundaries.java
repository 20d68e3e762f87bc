package org.equipoise.stats.domain.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.groupsequential.AlphaSpending;
import org.equipoise.stats.domain.groupsequential.BoundaryLook;
import org.equipoise.stats.domain.groupsequential.ConditionalPower;
import org.equipoise.stats.domain.groupsequential.Estimate;
import org.equipoise.stats.domain.groupsequential.InformationFractions;
import org.equipoise.stats.domain.groupsequential.LastLook;
import org.equipoise.stats.domain.groupsequential.PredictivePower;
import org.equipoise.stats.domain.groupsequential.RepeatedInference;
import org.equipoise.stats.domain.groupsequential.StageWiseInference;
import org.equipoise.stats.domain.groupsequential.StageWiseResult;
import org.equipoise.stats.domain.groupsequential.StoppingBoundary;
import org.equipoise.stats.domain.groupsequential.StoppingRegion;
import org.equipoise.stats.domain.groupsequential.TestSides;

/**
 * The boundaries of a trial's looks: those behind, at the information that they had; the present one, at the information
 * that it has; those to come, at the information planned.
 *
 * <p>A look to come whose planned information is not above the present one drops out. The last look spends all the alpha
 * that is left, whether the trial under- or overruns its maximum information. Looks that were never run spend nothing.
 */
public final class LookBoundaries {

    private final StoppingBoundary boundary;
    private final List<LookBoundary> looks;
    private final int present;
    private final boolean completing;

    private LookBoundaries(StoppingBoundary boundary, List<LookBoundary> looks, int present, boolean completing) {
        this.boundary = boundary;
        this.looks = List.copyOf(looks);
        this.present = present;
        this.completing = completing;
    }

    /**
     * The boundaries as planned.
     *
     * @param plan the plan
     * @return one boundary for each planned look; not computed if two looks are too close to be told apart
     */
    public static Outcome<LookBoundaries> planned(AnalysisPlan plan) {
        List<Point> points = IntStream.rangeClosed(1, plan.lookCount())
                .mapToObj(look -> new Point(look, plan.looks().get(look - 1)))
                .toList();
        return of(plan, points, 0);
    }

    /**
     * The boundaries when a look takes place.
     *
     * @param plan the plan
     * @param earlier information of each earlier look that was run, by number of the look
     * @param look number of the present look
     * @param information information of the present look, above that of every earlier one
     * @return the boundaries of the earlier looks, the present one and those to come
     */
    public static Outcome<LookBoundaries> at(
            AnalysisPlan plan, SortedMap<Integer, Integer> earlier, int look, int information) {
        List<Point> points = new ArrayList<>();
        earlier.forEach((number, observed) -> points.add(new Point(number, observed)));
        points.add(new Point(look, information));
        int present = points.size() - 1;
        for (int later = look + 1; later <= plan.lookCount(); later++) {
            int planned = plan.looks().get(later - 1);
            if (planned > information) {
                points.add(new Point(later, planned));
            }
        }
        return of(plan, points, present);
    }

    /**
     * The boundaries when a look takes place that only completes the follow-up of a trial in which the hypothesis was rejected
     * before. It spends nothing and has no boundary: its decision is the rejection that stands.
     *
     * @param plan the plan
     * @param earlier information of each earlier look that was run, by number of the look; at least one
     * @param look number of the present look
     * @param information information of the present look, of any size
     * @return the boundaries of the earlier looks, and the present one without any
     */
    public static Outcome<LookBoundaries> completing(
            AnalysisPlan plan, SortedMap<Integer, Integer> earlier, int look, int information) {
        int latest = earlier.lastKey();
        return at(plan, earlier.headMap(latest), latest, earlier.get(latest)).map(before -> {
            List<LookBoundary> looks = new ArrayList<>(before.looks.subList(0, before.present + 1));
            looks.add(new LookBoundary(
                    look,
                    information,
                    information / (double) plan.maximumInformation(),
                    Double.POSITIVE_INFINITY,
                    0,
                    before.present().cumulativeAlpha(),
                    OptionalDouble.empty()));
            return new LookBoundaries(before.boundary, looks, looks.size() - 1, true);
        });
    }

    private static Outcome<LookBoundaries> of(AnalysisPlan plan, List<Point> points, int present) {
        double[] fractions = points.stream()
                .mapToDouble(point -> point.information() / (double) plan.maximumInformation())
                .toArray();
        return new AlphaSpending(
                        plan.alpha(), TestSides.ONE_SIDED, plan.spending().function())
                .boundary(InformationFractions.of(fractions), LastLook.FINAL)
                .map(boundary -> new LookBoundaries(boundary, combine(plan, points, boundary), present, false));
    }

    private static List<LookBoundary> combine(AnalysisPlan plan, List<Point> points, StoppingBoundary boundary) {
        List<LookBoundary> looks = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            BoundaryLook computed = boundary.look(i + 1);
            looks.add(new LookBoundary(
                    points.get(i).look(),
                    points.get(i).information(),
                    computed.informationFraction(),
                    computed.criticalValue(),
                    computed.nominalLevel(),
                    computed.cumulativeAlpha(),
                    plan.futilityAt(points.get(i).look())));
        }
        return looks;
    }

    /**
     * All looks in order of information.
     *
     * @return at least one
     */
    public List<LookBoundary> looks() {
        return looks;
    }

    /**
     * The present look.
     *
     * @return its boundaries
     */
    public LookBoundary present() {
        return looks.get(present);
    }

    /**
     * Whether no look follows the present one.
     *
     * @return true at the last look, or if the maximum information is reached before it
     */
    public boolean presentIsLast() {
        return present == looks.size() - 1;
    }

    /**
     * What the present look's boundaries suggest.
     *
     * @param z the test statistic, positive in favour of the experimental arm
     * @return the decision
     */
    public Decision decide(double z) {
        return completing
                ? Decision.STOP_EFFICACY
                : Decision.of(z, present().efficacy(), present().futility(), presentIsLast());
    }

    /**
     * Conditional power at the present look, all later looks counted.
     *
     * @param z the test statistic, positive in favour of the experimental arm
     * @param drift the effect as the expected z at full information
     * @return the probability of crossing the efficacy boundary later; at the last look 1 if it is crossed now, else 0
     */
    public double conditionalPower(double z, double drift) {
        if (presentIsLast()) {
            return decide(z) == Decision.STOP_EFFICACY ? 1 : 0;
        }
        double power =
                new ConditionalPower(boundary).under(present + 1, z, drift).value();
        return Math.min(1, Math.max(0, power));
    }

    /**
     * The effect seen at the present look as a drift, z/&radic;t.
     *
     * @param z the test statistic
     * @return the expected z at full information if the effect seen is the true one
     */
    public double trend(double z) {
        return z / Math.sqrt(present().fraction());
    }

    /**
     * Predictive power at the present look: the probability of crossing the efficacy boundary later, the effect having a flat
     * prior.
     *
     * @param z the test statistic, positive in favour of the experimental arm
     * @return the probability; empty at the last look
     */
    public OptionalDouble predictivePower(double z) {
        return presentIsLast()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(
                        1,
                        Math.max(
                                0,
                                new PredictivePower(boundary)
                                        .withFlatPrior(present + 1, z)
                                        .value())));
    }

    /**
     * The repeated p-value at the present look (Jennison and Turnbull, JRSS B 1989;51:305): the least level at which the
     * spending test would have rejected by now.
     *
     * @param z the test statistic, positive in favour of the experimental arm
     * @param plan the plan
     * @return the p-value. Not computed if it is above 1/2 or below 1e-100, or if the look only completes follow-up
     */
    public Outcome<Double> repeatedP(AnalysisPlan plan, double z) {
        if (completing) {
            return notTestedAgain();
        }
        double[] fractions = looks.subList(0, present + 1).stream()
                .mapToDouble(LookBoundary::fraction)
                .toArray();
        return new RepeatedInference(new AlphaSpending(
                        plan.alpha(), TestSides.ONE_SIDED, plan.spending().function()))
                .pValue(InformationFractions.of(fractions), presentIsLast() ? LastLook.FINAL : LastLook.INTERIM, z)
                .map(Estimate::value);
    }

    /**
     * Inference by the stage-wise ordering as if the trial ended with the present look (Fairbanks and Madsen, Biometrika
     * 1982;69:69; Tsiatis, Rosner and Mehta, Biometrics 1984;40:797). Drifts are on the scale of z at full information.
     *
     * @param z the test statistic, positive in favour of the experimental arm
     * @param confidence the coverage of the interval
     * @return p-value, median-unbiased drift and limits; not computed if a limit lies beyond a million, or if the look only
     *     completes follow-up: the inference is that of the look that rejected
     */
    public Outcome<StageWiseResult> stageWise(double z, double confidence) {
        if (completing) {
            return notTestedAgain();
        }
        return new StageWiseInference(StoppingRegion.of(boundary)).at(present + 1, z, confidence);
    }

    private static <T> Outcome<T> notTestedAgain() {
        return Outcome.notComputed(
                Outcome.Reason.TOO_FEW_OBSERVATIONS,
                "The hypothesis was rejected at an earlier look and is not tested again.",
                "Read the result of that look.");
    }

    /** A look and its information. */
    private record Point(int look, int information) {}
}
