package org.equipoise.stats.domain.mmrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.ModelTerms;
import org.equipoise.stats.domain.linearmodel.Term;
import org.junit.jupiter.api.Test;

/** The library as an analyst uses it, on a simulated trial with five visits. */
class MmrmUsageTest {

    private static final String FORMULA = "CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT | SUBJ)";

    private final DataTable table = ReferenceTables.simulated("ket_sim_200x5wk");

    @Test
    void aFormulaAndTypedTermsAreTheSameModel() {
        ModelTerms terms = ModelTerms.of().crossed("BASE", "VISIT").crossed("ARM", "VISIT");
        MmrmModel.Covariance covariance = MmrmModel.Covariance.of(CovarianceStructure.UNSTRUCTURED, "VISIT", "SUBJ");

        MmrmModel model = new MmrmModel("CHG", terms, covariance, Optional.empty());

        assertThat(model).isEqualTo(MmrmModel.parse(FORMULA));
    }

    @Test
    void differencesOfArmsAtEachVisitAreWhatAReportNeeds() {
        MmrmFit fit = Mmrm.withDefaults()
                .with(DegreesOfFreedom.KENWARD_ROGER)
                .fit(MmrmModel.parse(FORMULA), table)
                .orElseThrow();

        List<VisitContrast> differences = fit.contrasts("ARM", "PBO").orElseThrow();

        assertThat(differences).extracting(VisitContrast::visit).isEqualTo(fit.visits());
        assertThat(differences).allSatisfy(difference -> {
            assertThat(difference.arm()).isEqualTo("KET");
            assertThat(difference.value().estimate())
                    .isBetween(difference.value().lower(), difference.value().upper());
        });
    }

    @Test
    void aMeanOverVisitsIsALinearFunction() {
        MmrmFit fit = Mmrm.withDefaults().fit(MmrmModel.parse(FORMULA), table).orElseThrow();
        double[] treated = fit.leastSquaresWeights(Map.of("ARM", "KET"));
        double[] control = fit.leastSquaresWeights(Map.of("ARM", "PBO"));
        double[] difference = new double[treated.length];
        Arrays.setAll(difference, j -> treated[j] - control[j]);

        double mean = fit.contrasts("ARM", "PBO").orElseThrow().stream()
                .mapToDouble(contrast -> contrast.value().estimate())
                .average()
                .orElseThrow();

        assertThat(fit.estimate(difference).orElseThrow().estimate()).isCloseTo(mean, within(1e-12));
    }

    @Test
    void aTermIsTestedByItsName() {
        MmrmFit fit = Mmrm.withDefaults().fit(MmrmModel.parse(FORMULA), table).orElseThrow();

        FTest interaction = fit.test(Term.of("ARM", "VISIT")).orElseThrow();
        FTest baseline = fit.test(Term.of("BASE")).orElseThrow();

        assertThat(interaction.numerator()).isEqualTo(4);
        assertThat(baseline.numerator()).isEqualTo(1);
        assertThat(Math.sqrt(baseline.statistic()))
                .isCloseTo(
                        Math.abs(fit.coefficients().orElseThrow().get(1).value().t()), within(1e-10));
        assertThatThrownBy(() -> fit.test(Term.of("SITE"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void widerIntervalsForHigherConfidence() {
        MmrmModel model = MmrmModel.parse(FORMULA);
        LinearEstimate usual = Mmrm.withDefaults()
                .fit(model, table)
                .orElseThrow()
                .contrasts("ARM", "PBO")
                .orElseThrow()
                .get(0)
                .value();
        LinearEstimate wide = Mmrm.withDefaults()
                .withConfidenceLevel(0.99)
                .fit(model, table)
                .orElseThrow()
                .contrasts("ARM", "PBO")
                .orElseThrow()
                .get(0)
                .value();

        assertThat(wide.upper() - wide.lower()).isGreaterThan(usual.upper() - usual.lower());
        assertThat(wide.twoSidedP()).isEqualTo(usual.twoSidedP());
    }

    @Test
    void theEstimatesAloneAreThoseOfTheCoefficients() {
        MmrmFit fit = Mmrm.withDefaults().fit(MmrmModel.parse(FORMULA), table).orElseThrow();

        assertThat(fit.estimates())
                .containsExactly(fit.coefficients().orElseThrow().stream()
                        .mapToDouble(coefficient -> coefficient.value().estimate())
                        .toArray());
    }
}
