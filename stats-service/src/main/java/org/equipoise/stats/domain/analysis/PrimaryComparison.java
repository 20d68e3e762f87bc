package org.equipoise.stats.domain.analysis;

import java.util.List;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.ancova.Ancova;
import org.equipoise.stats.domain.ancova.AncovaData;
import org.equipoise.stats.domain.ancova.AncovaFit;
import org.equipoise.stats.domain.ancova.ArmContrast;
import org.equipoise.stats.domain.ancova.Covariate;
import org.equipoise.stats.domain.ancova.Factor;
import org.equipoise.stats.domain.ancova.LeastSquaresMean;

/**
 * The primary comparison: change ~ baseline + factors + arm by least squares, arms under their labels.
 *
 * <p>The contrast is &ldquo;B minus A&rdquo;, whichever arm that is. The boundaries, however, are those of a normal test
 * statistic that is positive when the experimental arm is better. The t statistic is brought to that scale by the
 * one-sided p-value: z = &Phi;<sup>&minus;1</sup>(1 &minus; p), p = P(T<sub>df</sub> &gt; t in the direction of benefit)
 * (Jennison and Turnbull, Group Sequential Methods, 2000, section 3.8: the significance level approach).
 *
 * @param contrast B minus A, with a 95 % interval
 * @param a adjusted mean of arm A, at the mean baseline and equal weights of the factors' levels
 * @param b adjusted mean of arm B
 * @param z the test statistic on the normal scale, positive in favour of the experimental arm
 * @param pOneSided one-sided p-value for benefit of the experimental arm
 */
public record PrimaryComparison(
        ArmContrast contrast, LeastSquaresMean a, LeastSquaresMean b, double z, double pOneSided) {

    /**
     * Fits the model.
     *
     * @param endpoint the primary endpoint
     * @param data endpoint and arm of each subject
     * @param labels the arms' labels
     * @return the comparison; not computed if the data do not determine it
     */
    public static Outcome<PrimaryComparison> of(PrimaryEndpoint endpoint, ArmComparisonData data, ArmLabels labels) {
        List<Factor> factors = endpoint.factors().stream()
                .map(factor -> Factor.of(
                        factor,
                        data.rows().stream()
                                .map(row -> row.levels().get(factor))
                                .toList()))
                .toList();
        AncovaData columns = new AncovaData(
                data.rows().stream().map(EndpointData.Row::change).toList(),
                List.of(Covariate.of(
                        "baseline",
                        data.rows().stream().map(EndpointData.Row::baseline).toList())),
                factors,
                new Factor("arm", List.of(ArmLabels.A, ArmLabels.B), data.labels(labels)));
        return Ancova.withDefaults()
                .fit(columns)
                .map(fit -> of(fit, labels.sign() * endpoint.direction().sign()));
    }

    private static PrimaryComparison of(AncovaFit fit, int sign) {
        ArmContrast contrast = fit.contrast(ArmLabels.B, ArmLabels.A);
        List<LeastSquaresMean> means = fit.leastSquaresMeans();
        return new PrimaryComparison(
                contrast,
                means.get(0),
                means.get(1),
                sign * contrast.z(),
                sign > 0 ? contrast.greaterP() : contrast.lessP());
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "PrimaryComparison[…]";
    }
}
