package org.equipoise.stats.domain.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.findings.ArmMean;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.LongitudinalFinding;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.linearmodel.ModelTerms;
import org.equipoise.stats.domain.linearmodel.Term;
import org.equipoise.stats.domain.mmrm.CovarianceStructure;
import org.equipoise.stats.domain.mmrm.DegreesOfFreedom;
import org.equipoise.stats.domain.mmrm.LinearEstimate;
import org.equipoise.stats.domain.mmrm.Mmrm;
import org.equipoise.stats.domain.mmrm.MmrmFit;
import org.equipoise.stats.domain.mmrm.MmrmModel;
import org.equipoise.stats.domain.mmrm.VisitContrast;
import org.equipoise.stats.domain.mmrm.VisitMean;

/**
 * An endpoint over the visits: change ~ baseline &times; visit + arm &times; visit + factors by restricted maximum likelihood, with
 * Kenward and Roger's standard errors and degrees of freedom. The covariance structures of the plan are tried in order; the
 * first that converges is used, and what failed before it is kept.
 *
 * <p>A visit enters the model if both arms have at least {@value #LEAST_VALUES} values; others are described only. Subjects
 * without a baseline value do not enter.
 */
final class LongitudinalSection {

    /** Values that each arm needs at a visit of the model. */
    static final int LEAST_VALUES = 2;

    private final Trial trial;
    private final Runnable checkpoint;

    LongitudinalSection(Trial trial, Runnable checkpoint) {
        this.trial = trial;
        this.checkpoint = checkpoint;
    }

    LongitudinalFinding finding(PlannedAnalyses.Longitudinal planned, SeriesData series) {
        List<String> visits = series.visitsWith(LEAST_VALUES);
        List<LongitudinalFinding.Attempt> attempts = new ArrayList<>();
        Outcome<Fitted> outcome = visits.isEmpty()
                ? Outcome.notComputed(
                        Outcome.Reason.TOO_FEW_OBSERVATIONS,
                        "No visit has " + LEAST_VALUES + " values in each arm.",
                        "Wait for more data.")
                : fit(planned, series, visits, attempts);
        return new LongitudinalFinding(
                heading(planned),
                SectionOutcome.of(outcome),
                planned.unit() == null ? "points" : planned.unit(),
                outcome.map(fitted -> described(fitted, attempts)).value().orElse(null),
                results(planned, series, outcome));
    }

    /** A fit with its means and contrasts, by visit. */
    private record Fitted(MmrmFit fit, Map<String, List<VisitMean>> means, Map<String, VisitContrast> contrasts) {}

    private Heading heading(PlannedAnalyses.Longitudinal planned) {
        return new Heading(
                planned.id(),
                planned.label(),
                trial.plan().estimandOf(planned.estimand()).label(),
                "Mixed model for repeated measures: change with baseline by visit, arm by visit"
                        + (planned.factors().isEmpty() ? "" : ", " + String.join(", ", planned.factors()))
                        + "; restricted maximum likelihood; Kenward and Roger's degrees of freedom; covariance"
                        + " structures "
                        + String.join(", then ", planned.structures()) + ".");
    }

    private Outcome<Fitted> fit(
            PlannedAnalyses.Longitudinal planned,
            SeriesData series,
            List<String> visits,
            List<LongitudinalFinding.Attempt> attempts) {
        Outcome<Fitted> last = null;
        for (String keyword : planned.structures()) {
            last = fit(keyword, planned, series, visits);
            attempts.add(new LongitudinalFinding.Attempt(keyword, SectionOutcome.of(last)));
            if (last.value().isPresent()) {
                return last;
            }
        }
        return last;
    }

    private Outcome<Fitted> fit(
            String keyword, PlannedAnalyses.Longitudinal planned, SeriesData series, List<String> visits) {
        List<String> factors = series.varyingFactors(planned.factors(), visits);
        MmrmModel model = new MmrmModel(
                SeriesData.CHANGE,
                terms(factors, visits.size() > 1),
                MmrmModel.Covariance.of(CovarianceStructure.of(keyword), SeriesData.VISIT, SeriesData.SUBJECT),
                Optional.empty());
        return Mmrm.withDefaults()
                .with(DegreesOfFreedom.KENWARD_ROGER)
                .watchedBy(checkpoint)
                .fit(model, series.table(visits, factors, false))
                .flatMap(fit -> fit.leastSquaresMeans(SeriesData.ARM)
                        .flatMap(means -> fit.contrasts(SeriesData.ARM, ArmLabels.A)
                                .map(contrasts -> new Fitted(
                                        fit,
                                        means.stream().collect(Collectors.groupingBy(VisitMean::visit)),
                                        contrasts.stream()
                                                .collect(Collectors.toMap(
                                                        VisitContrast::visit, contrast -> contrast))))));
    }

    /** The fixed effects; with a single visit nothing is crossed with it. */
    static ModelTerms terms(List<String> factors, boolean severalVisits) {
        List<Term> own = new ArrayList<>();
        if (!severalVisits) {
            own.add(Term.of(SeriesData.BASELINE));
            own.add(Term.of(SeriesData.ARM));
        }
        factors.forEach(factor -> own.add(Term.of(factor)));
        ModelTerms terms = ModelTerms.of(own.toArray(Term[]::new));
        return severalVisits
                ? terms.crossed(SeriesData.BASELINE, SeriesData.VISIT).crossed(SeriesData.ARM, SeriesData.VISIT)
                : terms;
    }

    private static LongitudinalFinding.Fit described(Fitted fitted, List<LongitudinalFinding.Attempt> attempts) {
        return new LongitudinalFinding.Fit(
                attempts.get(attempts.size() - 1).structure(),
                attempts.size() > 1,
                attempts,
                fitted.fit().subjects(),
                fitted.fit().observations(),
                fitted.fit().deviance(),
                fitted.fit().aic());
    }

    private static List<LongitudinalFinding.VisitResult> results(
            PlannedAnalyses.Longitudinal planned, SeriesData series, Outcome<Fitted> outcome) {
        if (outcome.value().isEmpty()) {
            return planned.visits().stream()
                    .map(visit -> new LongitudinalFinding.VisitResult(visit, rawArms(series, visit), null))
                    .toList();
        }
        Fitted fitted = outcome.orElseThrow();
        return planned.visits().stream()
                .map(visit -> {
                    VisitContrast contrast = fitted.contrasts().get(visit);
                    return contrast == null
                            ? new LongitudinalFinding.VisitResult(visit, rawArms(series, visit), null)
                            : new LongitudinalFinding.VisitResult(
                                    visit,
                                    adjusted(series, visit, fitted.means().get(visit)),
                                    difference(contrast.value()));
                })
                .toList();
    }

    private static List<ArmMean> rawArms(SeriesData series, String visit) {
        return Trial.LABELS.stream()
                .map(label -> raw(label, series.changes(label, visit)))
                .toList();
    }

    static ArmMean raw(String label, double[] changes) {
        return new ArmMean(
                label,
                changes.length,
                Trial.boxed(Arrays.stream(changes).average()),
                Trial.sd(changes),
                null,
                null,
                null,
                null);
    }

    private static List<ArmMean> adjusted(SeriesData series, String visit, List<VisitMean> means) {
        return Trial.LABELS.stream()
                .map(label -> {
                    ArmMean raw = raw(label, series.changes(label, visit));
                    LinearEstimate mean = means.stream()
                            .filter(one -> one.arm().equals(label))
                            .findFirst()
                            .orElseThrow()
                            .value();
                    return new ArmMean(
                            label,
                            raw.n(),
                            raw.mean(),
                            raw.sd(),
                            mean.estimate(),
                            mean.standardError(),
                            mean.lower(),
                            mean.upper());
                })
                .toList();
    }

    private static Difference difference(LinearEstimate value) {
        return new Difference(
                Difference.B_MINUS_A,
                value.estimate(),
                value.standardError(),
                value.degreesOfFreedom(),
                value.lower(),
                value.upper(),
                Trial.LEVEL,
                value.twoSidedP());
    }
}
