package org.equipoise.stats.domain.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.Direction;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.ancova.Margins;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.findings.SensitivityFinding;
import org.equipoise.stats.domain.findings.SubstitutedValue;
import org.equipoise.stats.domain.imputation.DeltaAdjustment;
import org.equipoise.stats.domain.imputation.Effect;
import org.equipoise.stats.domain.imputation.EffectEstimate;
import org.equipoise.stats.domain.imputation.ImputationModel;
import org.equipoise.stats.domain.imputation.ImputationStrategy;
import org.equipoise.stats.domain.imputation.ImputedAnalyses;
import org.equipoise.stats.domain.imputation.IncompleteTrial;
import org.equipoise.stats.domain.imputation.IntercurrentEvent;
import org.equipoise.stats.domain.imputation.MultipleImputation;
import org.equipoise.stats.domain.imputation.TippingPoint;
import org.equipoise.stats.domain.linearmodel.ModelTerms;
import org.equipoise.stats.domain.linearmodel.Term;
import org.equipoise.stats.domain.mmrm.CovarianceStructure;
import org.equipoise.stats.domain.mmrm.MmrmModel;

/**
 * Multiple imputation of a longitudinal endpoint under the plan's strategy, the control arm being the reference, and the
 * analysis of covariance at one visit pooled by Rubin's rules.
 *
 * <p>A subject whose values end early is imputed under the strategy from the first missing visit of the run that lasts to the
 * end, if that visit was due by the data cut or the subject had left; values that are not due yet, and gaps, are imputed as
 * missing at random. The tipping point shifts all imputed values of one arm, for each arm in turn, towards the worse.
 */
final class SensitivitySection {

    private final Trial trial;
    private final PlannedAnalyses.Sensitivity planned;
    private final PlannedAnalyses.Longitudinal endpoint;
    private final SeriesData series;
    private final Runnable checkpoint;

    SensitivitySection(
            Trial trial,
            PlannedAnalyses.Sensitivity planned,
            PlannedAnalyses.Longitudinal endpoint,
            SeriesData series,
            Runnable checkpoint) {
        this.trial = trial;
        this.planned = planned;
        this.endpoint = endpoint;
        this.series = series;
        this.checkpoint = checkpoint;
    }

    SensitivityFinding finding() {
        List<String> visits = series.visitsWith(LongitudinalSection.LEAST_VALUES);
        Outcome<ImputedAnalyses> analyses = !visits.contains(planned.visit())
                ? Outcome.notComputed(
                        Outcome.Reason.TOO_FEW_OBSERVATIONS,
                        "At " + planned.visit() + " an arm has fewer than " + LongitudinalSection.LEAST_VALUES
                                + " values.",
                        "Wait for more data at this visit.")
                : analyses(visits);
        Outcome<EffectEstimate> estimate = analyses.flatMap(found -> found.at(effect(), zeros(found)));
        return new SensitivityFinding(
                heading(),
                SectionOutcome.of(estimate),
                planned.strategy(),
                planned.visit(),
                planned.draws(),
                trial.seed(),
                Trial.LABELS.stream().map(this::imputed).toList(),
                estimate.map(this::difference).value().orElse(null),
                estimate.value()
                        .flatMap(EffectEstimate::imputation)
                        .map(error -> error.variances().missingInformation())
                        .orElse(null),
                analyses.map(this::tippingPoints).value().orElse(List.of()));
    }

    private Heading heading() {
        return new Heading(
                planned.id(),
                planned.label(),
                trial.plan().estimandOf(planned.estimand()).label(),
                "Multiple imputation (" + planned.strategy().replace('-', ' ') + ", " + planned.draws()
                        + " data sets, posterior draws of an unstructured mixed model), analysis of covariance at "
                        + planned.visit() + ", Rubin's rules with Barnard and Rubin's degrees of freedom.");
    }

    private String reference() {
        return trial.labels().of(false);
    }

    private Effect effect() {
        return Effect.difference(planned.visit(), trial.labels().of(true), reference());
    }

    private static double[] zeros(ImputedAnalyses analyses) {
        return new double[analyses.adjustments()];
    }

    private Outcome<ImputedAnalyses> analyses(List<String> visits) {
        List<String> factors = series.varyingFactors(endpoint.factors(), visits);
        List<Term> own = new ArrayList<>(List.of(Term.of(SeriesData.BASELINE)));
        factors.forEach(factor -> own.add(Term.of(factor)));
        own.add(Term.of(SeriesData.ARM));
        ImputationModel model = new ImputationModel(
                new MmrmModel(
                        SeriesData.CHANGE,
                        LongitudinalSection.terms(factors, visits.size() > 1),
                        MmrmModel.Covariance.of(CovarianceStructure.UNSTRUCTURED, SeriesData.VISIT, SeriesData.SUBJECT),
                        Optional.empty()),
                ModelTerms.of(own.toArray(Term[]::new)),
                Margins.OBSERVED,
                ImputationModel.Treatment.of(SeriesData.ARM, reference()));
        Direction direction = Direction.LOWER_IS_BETTER.code().equals(endpoint.direction())
                ? Direction.LOWER_IS_BETTER
                : Direction.HIGHER_IS_BETTER;
        DeltaAdjustment[] shifts = planned.tippingPoint() == null
                ? new DeltaAdjustment[0]
                : Trial.LABELS.stream()
                        .map(label -> DeltaAdjustment.constant(label, visits.size(), -direction.sign()))
                        .toArray(DeltaAdjustment[]::new);
        return IncompleteTrial.of(model, series.table(visits, factors, true))
                .flatMap(whole -> whole.withEvents(events(visits)))
                .flatMap(whole -> MultipleImputation.withDefaults(trial.seed())
                        .with(planned.draws())
                        .analyse(whole, checkpoint, shifts));
    }

    private Map<String, IntercurrentEvent> events(List<String> visits) {
        ImputationStrategy strategy = ImputationStrategy.valueOf(
                planned.strategy().toUpperCase(Locale.ROOT).replace('-', '_'));
        Map<String, IntercurrentEvent> events = new LinkedHashMap<>();
        for (int i = 0; i < series.subjects().size(); i++) {
            int last = visits.size();
            while (last > 0 && !Double.isFinite(series.change(i, visits.get(last - 1)))) {
                last--;
            }
            Trial.Enrolled one = series.subjects().get(i);
            if (last < visits.size() && ended(one, visits.get(last))) {
                events.put(one.subject().subject(), new IntercurrentEvent(visits.get(last), strategy));
            }
        }
        return events;
    }

    private boolean ended(Trial.Enrolled one, String visit) {
        return MissingnessSection.left(trial.plan(), one.subject())
                || trial.values()
                        .schedule()
                        .due(one.subject(), visit, trial.values().records().takenAt());
    }

    private SensitivityFinding.ImputedCount imputed(String label) {
        List<Trial.Enrolled> own = series.subjects().stream()
                .filter(one -> one.label().equals(label))
                .toList();
        int missing = (int) IntStream.range(0, series.subjects().size())
                .filter(i -> series.subjects().get(i).label().equals(label))
                .filter(i -> !Double.isFinite(series.change(i, planned.visit())))
                .peek(this::list)
                .count();
        return new SensitivityFinding.ImputedCount(label, own.size(), missing);
    }

    private void list(int subject) {
        trial.values()
                .listing()
                .substitute(new SubstitutedValue(
                        planned.id(),
                        series.subjects().get(subject).subject().subject(),
                        planned.visit(),
                        planned.strategy(),
                        "no value to analyse; drawn anew in each imputed data set",
                        null,
                        null));
    }

    /** Engine's contrast is experimental minus control; findings tell B minus A. */
    private Difference difference(EffectEstimate estimate) {
        boolean same = trial.labels().of(true).equals(ArmLabels.B);
        return new Difference(
                Difference.B_MINUS_A,
                same ? estimate.estimate() : -estimate.estimate(),
                estimate.standardError(),
                Double.isFinite(estimate.degreesOfFreedom()) ? estimate.degreesOfFreedom() : null,
                same ? estimate.interval().lower() : -estimate.interval().upper(),
                same ? estimate.interval().upper() : -estimate.interval().lower(),
                Trial.LEVEL,
                estimate.twoSidedP());
    }

    private List<SensitivityFinding.Tipping> tippingPoints(ImputedAnalyses analyses) {
        return planned.tippingPoint() == null
                ? List.of()
                : IntStream.range(0, Trial.LABELS.size())
                        .mapToObj(arm -> tipping(Trial.LABELS.get(arm), analyses.along(arm)))
                        .toList();
    }

    private SensitivityFinding.Tipping tipping(String label, ImputedAnalyses analyses) {
        checkpoint.run();
        double upTo = planned.tippingPoint().upTo();
        Outcome<TippingPoint.Search> search =
                new TippingPoint(analyses, effect(), planned.tippingPoint().alpha()).search(0, upTo);
        Outcome<Double> size = search.flatMap(found -> found.size()
                .map(Outcome::computed)
                .orElseGet(() -> Outcome.notComputed(
                        Outcome.Reason.NO_SOLUTION,
                        "The conclusion is the same for every shift up to " + upTo + ".",
                        "No shift of this size changes the conclusion; search further only if more is plausible.")));
        return new SensitivityFinding.Tipping(
                label,
                SectionOutcome.of(size),
                size.value().orElse(null),
                upTo,
                search.map(found -> found.path().stream().map(this::step).toList())
                        .value()
                        .orElse(List.of()));
    }

    private SensitivityFinding.TippingStep step(TippingPoint.Step step) {
        Difference difference = difference(step.estimate());
        return new SensitivityFinding.TippingStep(
                step.size(),
                difference.estimate(),
                difference.lower(),
                difference.upper(),
                step.estimate().twoSidedP());
    }
}
