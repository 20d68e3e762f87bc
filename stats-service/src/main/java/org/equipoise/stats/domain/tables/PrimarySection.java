package org.equipoise.stats.domain.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.analysis.ArmComparisonData;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.LookBoundaries;
import org.equipoise.stats.domain.analysis.LookBoundary;
import org.equipoise.stats.domain.analysis.PrimaryComparison;
import org.equipoise.stats.domain.ancova.ArmContrast;
import org.equipoise.stats.domain.ancova.LeastSquaresMean;
import org.equipoise.stats.domain.findings.ArmMean;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.PrimaryFinding;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.groupsequential.StageWiseResult;
import org.equipoise.stats.domain.numerics.StudentT;

/**
 * The primary comparison against its boundary at the actual information.
 *
 * <p>With the estimate d = B minus A, its standard error s on f degrees of freedom, and z = &Phi;<sup>&minus;1</sup>(1 &minus; p):
 *
 * <ul>
 *   <li>The repeated interval is d &plusmn; c s, where c has P(T<sub>f</sub> &gt; c) = the nominal level of the look. It excludes 0 on
 *       the side of benefit exactly when z exceeds the boundary (Jennison and Turnbull, Group Sequential Methods, 2000,
 *       sections 3.8 and 9.1).
 *   <li>The stage-wise result is computed on the scale of z at full information and multiplied by s &radic;t |d/s|/|z|, that is
 *       |d| &radic;t/|z| (s &radic;t where z is 0), so that the maximum likelihood drift z/&radic;t corresponds to d.
 * </ul>
 */
final class PrimarySection {

    private final ClosedInput input;
    private final EndpointData endpoint;
    private final Heading heading;

    PrimarySection(ClosedInput input, EndpointData endpoint) {
        this.input = input;
        this.endpoint = endpoint;
        this.heading = new Heading(
                PrimarySet.SECTION,
                "Primary: " + input.plan().estimand().variable(),
                input.plan().estimand().label(),
                "Analysis of covariance of the change with baseline, "
                        + String.join(", ", input.plan().primary().factors())
                        + (input.plan().primary().factors().isEmpty() ? "arm" : " and arm")
                        + "; group-sequential boundary by "
                        + input.plan().spending().code()
                        + " spending at the actual information; repeated and stage-wise inference.");
    }

    PrimaryFinding finding() {
        if (endpoint.information() == 0) {
            return without(Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    "No subject has a baseline and a primary value.",
                    "Wait until subjects have primary endpoint data."));
        }
        ArmComparisonData data = ArmComparisonData.join(endpoint, input.allocations());
        Outcome<PrimaryComparison> comparison =
                PrimaryComparison.of(input.plan().primary(), data, input.labels());
        Outcome<LookBoundaries> boundaries = comparison.flatMap(computed -> boundaries());
        if (boundaries.value().isEmpty()) {
            return without(boundaries);
        }
        return finding(data, comparison.orElseThrow(), boundaries.orElseThrow());
    }

    private Outcome<LookBoundaries> boundaries() {
        LookFacts history = input.history();
        if (history.completing()) {
            return LookBoundaries.completing(
                    input.plan(), history.information(), history.look(), endpoint.information());
        }
        int greatest = history.information().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        if (endpoint.information() <= greatest) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    endpoint.information() + " subjects have primary data, but an earlier look had " + greatest + ".",
                    "Wait until more subjects have primary endpoint data.");
        }
        return LookBoundaries.at(input.plan(), history.information(), history.look(), endpoint.information());
    }

    private PrimaryFinding without(Outcome<?> outcome) {
        return new PrimaryFinding(
                heading,
                SectionOutcome.of(outcome),
                information(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private PrimaryFinding.Information information() {
        int maximum = input.plan().maximumInformation();
        return new PrimaryFinding.Information(
                input.history().look(), endpoint.information(), maximum, endpoint.information() / (double) maximum);
    }

    private PrimaryFinding finding(ArmComparisonData data, PrimaryComparison comparison, LookBoundaries boundaries) {
        double z = comparison.z();
        LookBoundary present = boundaries.present();
        return new PrimaryFinding(
                heading,
                SectionOutcome.ofComputed(),
                information(),
                List.of(arm(data, ArmLabels.A, comparison.a()), arm(data, ArmLabels.B, comparison.b())),
                difference(comparison.contrast()),
                z,
                comparison.pOneSided(),
                new PrimaryFinding.Boundary(
                        Trial.boxed(present.finiteEfficacy()),
                        Trial.boxed(present.futility()),
                        present.nominalAlpha(),
                        present.cumulativeAlpha()),
                boundaries.decide(z).code(),
                power(data, boundaries, z),
                repeated(comparison, boundaries),
                stageWise(comparison, boundaries),
                path(boundaries, z));
    }

    private ArmMean arm(ArmComparisonData data, String label, LeastSquaresMean mean) {
        ArmComparisonData.ArmSummary raw =
                data.summary(label.equals(input.labels().of(true)));
        return new ArmMean(
                label,
                raw.n(),
                Trial.boxed(raw.mean()),
                Trial.boxed(raw.sd()),
                mean.estimate(),
                mean.standardError(),
                mean.lower(),
                mean.upper());
    }

    static Difference difference(ArmContrast contrast) {
        return new Difference(
                Difference.B_MINUS_A,
                contrast.estimate(),
                contrast.standardError(),
                (double) contrast.degreesOfFreedom(),
                contrast.lower(),
                contrast.upper(),
                Trial.LEVEL,
                contrast.twoSidedP());
    }

    private PrimaryFinding.Power power(ArmComparisonData data, LookBoundaries boundaries, double z) {
        double share = data.count(true) / (double) endpoint.information();
        OptionalDouble predictive = boundaries.predictivePower(z);
        return new PrimaryFinding.Power(
                boundaries.conditionalPower(
                        z, input.plan().effect().drift(input.plan().maximumInformation(), share)),
                boundaries.conditionalPower(z, boundaries.trend(z)),
                Trial.boxed(predictive));
    }

    private PrimaryFinding.Repeated repeated(PrimaryComparison comparison, LookBoundaries boundaries) {
        double level = boundaries.present().nominalAlpha();
        if (!(level > 0 && level < 1) || boundaries.present().finiteEfficacy().isEmpty()) {
            return null;
        }
        ArmContrast contrast = comparison.contrast();
        double half = new StudentT(contrast.degreesOfFreedom()).upperQuantile(level) * contrast.standardError();
        Difference interval = new Difference(
                Difference.B_MINUS_A,
                contrast.estimate(),
                contrast.standardError(),
                (double) contrast.degreesOfFreedom(),
                contrast.estimate() - half,
                contrast.estimate() + half,
                1 - 2 * input.plan().alpha(),
                null);
        return new PrimaryFinding.Repeated(
                interval,
                boundaries.repeatedP(input.plan(), comparison.z()).value().orElse(null));
    }

    private PrimaryFinding.StageWise stageWise(PrimaryComparison comparison, LookBoundaries boundaries) {
        double confidence = 1 - 2 * input.plan().alpha();
        StageWiseResult result =
                boundaries.stageWise(comparison.z(), confidence).value().orElse(null);
        if (result == null) {
            return null;
        }
        double estimate = comparison.contrast().estimate();
        double z = comparison.z();
        double root = Math.sqrt(boundaries.present().fraction());
        double unit = root * (z == 0 ? comparison.contrast().standardError() : Math.abs(estimate / z));
        double sign = input.labels().sign() * input.plan().primary().direction().sign() * unit;
        double one = sign * result.lower().value();
        double other = sign * result.upper().value();
        return new PrimaryFinding.StageWise(
                result.greaterP().value(),
                new Difference(
                        Difference.B_MINUS_A,
                        sign * result.medianUnbiased().value(),
                        null,
                        null,
                        Math.min(one, other),
                        Math.max(one, other),
                        confidence,
                        null));
    }

    private List<PrimaryFinding.PathPoint> path(LookBoundaries boundaries, double z) {
        List<PrimaryFinding.PathPoint> path = new ArrayList<>();
        for (LookBoundary look : boundaries.looks()) {
            LookFacts.EarlierLook earlier = input.history().earlier().get(look.look());
            Double reached = look.look() == input.history().look() ? Double.valueOf(z) : null;
            path.add(new PrimaryFinding.PathPoint(
                    look.look(),
                    look.information(),
                    Trial.boxed(look.finiteEfficacy()),
                    Trial.boxed(look.futility()),
                    earlier == null ? reached : Double.valueOf(earlier.z())));
        }
        return path;
    }
}
