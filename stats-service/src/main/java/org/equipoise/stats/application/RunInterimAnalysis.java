package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.analysis.Allocations;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.Mismatch;

/**
 * Runs a closed interim analysis: freezes the data cut, fetches data and allocations, compares the arms with the boundary
 * at the actual information, and stores all of it or nothing. Allocations are fetched last, once all that needs none is settled.
 */
@ApplicationScoped
public class RunInterimAnalysis {

    private final CurrentPlan plans;
    private final ClinicalData clinicalData;
    private final AllocationSource allocationSource;
    private final StudySecrets secrets;
    private final AnalysisStore analyses;
    private final AnalysisIds ids;
    private final Clock clock;
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

    public RunInterimAnalysis(
            CurrentPlan plans, Neighbours neighbours, StudySecrets secrets, AnalysisStore analyses, Sources sources) {
        this.plans = plans;
        this.clinicalData = neighbours.clinicalData();
        this.allocationSource = neighbours.allocations();
        this.secrets = secrets;
        this.analyses = analyses;
        this.ids = sources.ids();
        this.clock = sources.clock();
    }

    /**
     * Runs a look, once for each idempotency key.
     *
     * @throws Refusal {@code not-enough-data}, {@code analysis-impossible}, {@code state-conflict},
     *     {@code neighbour-unavailable}, {@code invalid-value}, {@code key-reused} or {@code request-in-flight}; nothing is
     *     stored then
     */
    public ClosedResult run(String study, LookRequest asked, IdempotencyKey key, Requester requester) {
        String claim = study + "\n" + key.value();
        if (!inFlight.add(claim)) {
            throw Refusal.of(ProblemType.REQUEST_IN_FLIGHT, "An analysis with this Idempotency-Key is being run.")
                    .fix("Wait for its answer, or repeat the request later with the same key.");
        }
        try {
            String fingerprint = IdempotencyKey.fingerprint("POST", "/studies/" + study + "/analyses", asked.content());
            AnalysisStore.RunRequest request = new AnalysisStore.RunRequest(key.value(), fingerprint);
            return analyses.findByKey(study, key.value())
                    .map(stored -> replay(stored, request))
                    .orElseGet(() -> replay(compute(study, asked, request, requester), request));
        } finally {
            inFlight.remove(claim);
        }
    }

    private static ClosedResult replay(AnalysisStore.StoredRun stored, AnalysisStore.RunRequest request) {
        if (!stored.fingerprint().equals(request.fingerprint())) {
            throw Refusal.of(ProblemType.KEY_REUSED, "This Idempotency-Key was used for another request.")
                    .fix("Send a new UUID as Idempotency-Key for a new analysis.");
        }
        return stored.result();
    }

    private AnalysisStore.StoredRun compute(
            String study, LookRequest asked, AnalysisStore.RunRequest request, Requester requester) {
        PublishedPlan published = plans.of(study);
        AnalysisPlan plan = published.plan();
        requireLook(plan, asked);
        List<ClosedResult> known = analyses.all(study);
        LookHistory history = LookHistory.of(known, asked.look());
        ClinicalData.AnalysisData data = clinicalData.analysisData(study, plan.primary(), history.cut());
        EndpointData endpoint = EndpointData.derive(plan.primary(), data.subjects());
        requireInformation(endpoint, plan, history);
        Optional<String> endOfTrial = history.endOfTrial(asked);
        requirePlannedEnd(endpoint, plan, asked.look(), endOfTrial);
        UUID analysis = ids.next();
        Allocations fetched = allocationSource.fetch(study, analysis, requester);
        Allocations allocations = history.first().isEmpty() ? fetched : fetched.of(data.names());
        requireAgreement(Mismatch.between(data.subjects(), allocations));
        ArmLabels labels = ArmLabels.toss(secrets.labelling(study), study);
        ClosedComparison comparison =
                ClosedComparison.compute(plan, new ClosedComparison.Inputs(endpoint, allocations, labels, history));
        ClosedResultAssembly assembly = new ClosedResultAssembly(analysis, published, data, allocations);
        ClosedResult result = assembly.result(
                comparison, clock.instant().truncatedTo(ChronoUnit.MILLIS), requester, endOfTrial.orElse(null));
        return analyses.insert(result, assembly.key(labels), request, known.size());
    }

    private static void requireLook(AnalysisPlan plan, LookRequest asked) {
        int look = asked.look();
        if (look < 1 || look > plan.lookCount()) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE,
                            "The plan has the looks 1 to " + plan.lookCount() + ", but look is " + look + ".")
                    .fix("Name one of the planned looks.")
                    .with("violations", List.of(Map.of("field", "look", "value", look)));
        }
        if (asked.endOfTrial().isPresent() && !plan.isFinal(look)) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE,
                            "endOfTrial is given for look " + look + ", but only look " + plan.lookCount()
                                    + " ends the trial.")
                    .fix("Leave endOfTrial out, or run look " + plan.lookCount() + " if the trial has ended.")
                    .with(
                            "violations",
                            List.of(Map.of(
                                    "field",
                                    "endOfTrial",
                                    "value",
                                    asked.endOfTrial().get())));
        }
    }

    /** The last look spends all alpha that is left: short of its plan it is run only where the trial has ended. */
    private static void requirePlannedEnd(
            EndpointData endpoint, AnalysisPlan plan, int look, Optional<String> endOfTrial) {
        int needed = plan.leastInformation(look);
        if (endOfTrial.isEmpty() && endpoint.information() < needed) {
            throw Refusal.of(
                            ProblemType.NOT_ENOUGH_DATA,
                            "Look " + look + " is the last and spends all alpha that is left, but only "
                                    + endpoint.information() + " of " + plan.maximumInformation()
                                    + " planned subjects have a baseline and a primary value; it needs " + needed + ".")
                    .fix("Wait for more primary endpoint data. If the trial ends early, say why in endOfTrial.")
                    .with("observed", endpoint.information())
                    .with("needed", needed);
        }
    }

    private static void requireInformation(EndpointData endpoint, AnalysisPlan plan, LookHistory history) {
        int needed = Math.max(endpoint.coefficients(plan.primary()), history.greatestEarlierInformation()) + 1;
        if (endpoint.information() < needed) {
            throw Refusal.of(
                            ProblemType.NOT_ENOUGH_DATA,
                            endpoint.information()
                                    + " subjects have a baseline and a primary value, but this look needs " + needed
                                    + ": more than the model has coefficients, and more than any earlier look had.")
                    .fix("Wait until more subjects have primary endpoint data, or have their forms entered.")
                    .with("observed", endpoint.information())
                    .with("needed", needed);
        }
    }

    private static void requireAgreement(Mismatch mismatch) {
        if (!mismatch.none()) {
            throw Refusal.of(
                            ProblemType.ANALYSIS_IMPOSSIBLE,
                            "The case report forms and the randomization list do not name the same subjects.")
                    .fix(
                            "A subject randomized at this very moment settles by itself: run the look again. If the lists stay"
                                    + " the same, have the data manager compare the two records of these subjects.")
                    .with("reason", "data-mismatch")
                    .with("allocatedWithoutData", mismatch.allocatedWithoutData())
                    .with("dataWithoutAllocation", mismatch.dataWithoutAllocation());
        }
    }
}
