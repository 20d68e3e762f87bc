package org.equipoise.stats.domain.mmrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fits of the R package mmrm: every coefficient, least-squares mean, contrast and criterion of 134 fits. */
class MmrmReferenceTest {

    private static final double DEVIANCE = 1e-8;
    private static final double DEGREES = 1e-5;
    private static final double ACCURATE = 1e-7;
    private static final double STOPPED_EARLY = 1e-6;

    private static final Map<String, Optional<DataTable>> TABLES = new ConcurrentHashMap<>();

    static Stream<ReferenceCase> simulated() {
        return Stream.of("mmrm_ket_1.json", "mmrm_ket_2.json").flatMap(MmrmReferenceTest::cases);
    }

    static Stream<ReferenceCase> foreign() {
        return Stream.of("mmrm_fev_1.json", "mmrm_fev_2.json", "mmrm_bcva.json").flatMap(MmrmReferenceTest::cases);
    }

    private static Stream<ReferenceCase> cases(String name) {
        try (InputStream stream = MmrmReferenceTest.class.getResourceAsStream("/mmrm/" + name)) {
            List<ReferenceCase> cases = new ArrayList<>();
            new ObjectMapper().readTree(stream).forEach(node -> cases.add(new ReferenceCase(node)));
            return cases.stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("simulated")
    void agreesOnSimulatedTrials(ReferenceCase reference) {
        compare(reference, table(reference).orElseThrow());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreign")
    void agreesOnDataOutsideTheRepository(ReferenceCase reference) {
        Optional<DataTable> table = table(reference);
        assumeTrue(
                table.isPresent(),
                () -> "skipped: the data " + reference.text("dataset") + " are not here; set EQUIPOISE_REFERENCE");
        compare(reference, table.orElseThrow());
    }

    private static Optional<DataTable> table(ReferenceCase reference) {
        return TABLES.computeIfAbsent(reference.text("dataset"), ReferenceTables::of);
    }

    static Mmrm options(ReferenceCase reference) {
        Mmrm options = Mmrm.withDefaults().with(reference.flag("reml") ? Estimation.REML : Estimation.ML);
        options = switch (reference.text("method")) {
            case "Satterthwaite" -> options;
            case "Kenward-Roger" ->
                options.with(DegreesOfFreedom.KENWARD_ROGER).with(CoefficientCovariance.KENWARD_ROGER_FULL);
            case "Between-Within" -> options.with(DegreesOfFreedom.BETWEEN_WITHIN);
            case "Residual" -> options.with(DegreesOfFreedom.RESIDUAL);
            default -> throw new IllegalArgumentException(reference.text("method"));
        };
        if (!reference.has("vcov")) {
            return options;
        }
        return switch (reference.text("vcov")) {
            case "Kenward-Roger-Linear" -> options.with(CoefficientCovariance.KENWARD_ROGER_LINEAR);
            case "Empirical" -> options.with(CoefficientCovariance.EMPIRICAL);
            case "Empirical-Jackknife" -> options.with(CoefficientCovariance.EMPIRICAL_JACKKNIFE);
            case "Empirical-Bias-Reduced" -> options.with(CoefficientCovariance.EMPIRICAL_BIAS_REDUCED);
            default -> throw new IllegalArgumentException(reference.text("vcov"));
        };
    }

    private static void compare(ReferenceCase reference, DataTable table) {
        MmrmModel formula = MmrmModel.parse(reference.text("formula"));
        MmrmModel model = reference.has("weights") ? formula.weightedBy(reference.text("weights")) : formula;
        MmrmFit fit = options(reference).fit(model, table).orElseThrow();
        double tolerance = reference.number("maxAbsGradient") > 1e-6 ? STOPPED_EARLY : ACCURATE;

        assertThat(fit.largestGradient()).isLessThan(1e-6);
        assertThat(fit.observations()).isEqualTo(reference.integer("nObs"));
        assertThat(fit.subjects()).isEqualTo(reference.integer("nSubjects"));
        assertThat(fit.covarianceParameters()).isEqualTo(reference.integer("nTheta"));
        assertThat(fit.deviance()).isCloseTo(reference.number("deviance"), within(DEVIANCE));
        assertThat(fit.logLikelihood()).isCloseTo(reference.number("logLik"), within(DEVIANCE));
        assertThat(fit.aic()).isCloseTo(reference.number("AIC"), within(DEVIANCE));
        assertThat(fit.bic()).isCloseTo(reference.number("BIC"), within(DEVIANCE));
        compareCoefficients(fit, reference, tolerance);
        compareMeans(fit, reference, tolerance);
        compareMatrices(fit, reference, tolerance);
    }

    private static void compareCoefficients(MmrmFit fit, ReferenceCase reference, double tolerance) {
        List<Coefficient> coefficients = fit.coefficients().orElseThrow();
        List<ReferenceCase> expected = reference.list("coefficients");
        assertThat(coefficients).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(coefficients.get(i).name()).isEqualTo(expected.get(i).text("name"));
            compare(coefficients.get(i).value(), expected.get(i), tolerance);
        }
    }

    private static void compareMeans(MmrmFit fit, ReferenceCase reference, double tolerance) {
        String arm = reference.text("dataset").startsWith("ket") ? "ARM" : "ARMCD";
        List<VisitMean> means = fit.leastSquaresMeans(arm).orElseThrow();
        List<ReferenceCase> expectedMeans = reference.list("lsmeans");
        assertThat(means).hasSameSizeAs(expectedMeans);
        for (ReferenceCase expected : expectedMeans) {
            VisitMean mean = means.stream()
                    .filter(one -> one.arm().equals(expected.text("arm"))
                            && one.visit().equals(expected.text("visit")))
                    .findFirst()
                    .orElseThrow();
            compare(mean.value(), expected, tolerance);
        }
        List<VisitContrast> contrasts = fit.contrasts(arm, means.get(0).arm()).orElseThrow();
        List<ReferenceCase> expectedContrasts = reference.list("contrasts");
        assertThat(contrasts).hasSameSizeAs(expectedContrasts);
        for (int i = 0; i < contrasts.size(); i++) {
            assertThat(contrasts.get(i).visit())
                    .isEqualTo(expectedContrasts.get(i).text("visit"));
            compare(contrasts.get(i).value(), expectedContrasts.get(i), tolerance);
        }
    }

    private static void compare(LinearEstimate actual, ReferenceCase expected, double tolerance) {
        double error = expected.number("se");
        // Where the reference stopped early, an estimate near 0 is known to a share of its standard error only.
        double size = Math.max(Math.abs(expected.number("est")), tolerance == STOPPED_EARLY ? error : 0);
        double scale = Math.max(size, error);
        assertThat(actual.estimate()).isCloseTo(expected.number("est"), within(tolerance * size));
        assertThat(actual.standardError()).isCloseTo(error, within(tolerance * error));
        assertThat(actual.degreesOfFreedom()).isCloseTo(expected.number("df"), within(DEGREES * expected.number("df")));
        if (expected.has("p")) {
            assertThat(actual.t()).isCloseTo(expected.number("t"), within(3 * tolerance * scale / error));
            assertThat(actual.twoSidedP()).isCloseTo(expected.number("p"), within(STOPPED_EARLY));
        }
        if (expected.has("lcl")) {
            assertThat(actual.lower()).isCloseTo(expected.number("lcl"), within(10 * tolerance * scale));
            assertThat(actual.upper()).isCloseTo(expected.number("ucl"), within(10 * tolerance * scale));
        }
    }

    private static void compareMatrices(MmrmFit fit, ReferenceCase reference, double tolerance) {
        fit.covarianceMatrices().forEach((group, matrix) -> {
            ReferenceCase expected = reference.has("group")
                    ? new ReferenceCase(reference.node().path("varcor").path(group))
                    : reference.in("varcor");
            compareMatrix(matrix, expected, 10 * tolerance);
        });
        if (reference.has("betaVcovUsed")) {
            compareMatrix(fit.coefficientCovariance(), reference.in("betaVcovUsed"), 10 * tolerance);
        }
    }

    private static void compareMatrix(double[][] actual, ReferenceCase expected, double tolerance) {
        assertThat(actual.length).isEqualTo(expected.node().size());
        for (int a = 0; a < actual.length; a++) {
            for (int b = 0; b < actual.length; b++) {
                double size = Math.sqrt(actual[a][a] * actual[b][b]);
                assertThat(actual[a][b]).isCloseTo(expected.node().get(a).get(b).asDouble(), within(tolerance * size));
            }
        }
    }
}
