package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.analysis.AnalysisPlan;

/** Takes the request for a look: what can be refused at once is refused, and the run waits for its turn. */
@ApplicationScoped
public class RequestRun {

    private static final int SEED_DIGITS = 12;
    private static final int HEXADECIMAL = 16;

    private final CurrentPlan plans;
    private final AnalysisStore analyses;
    private final RunStore runs;
    private final RunsWaiting waiting;
    private final Clock clock;
    private final AnalysisIds ids;

    public RequestRun(CurrentPlan plans, AnalysisStore analyses, RunStore runs, RunsWaiting waiting, Sources sources) {
        this.plans = plans;
        this.analyses = analyses;
        this.runs = runs;
        this.waiting = waiting;
        this.clock = sources.clock();
        this.ids = sources.ids();
    }

    /**
     * Asks for a run of a look, once for each idempotency key.
     *
     * @throws Refusal {@code invalid-value}, {@code state-conflict} or {@code key-reused}; nothing is stored then
     */
    public Run request(String study, LookRequest asked, IdempotencyKey key, Requester requester) {
        String fingerprint = IdempotencyKey.fingerprint("POST", "/studies/" + study + "/analyses", asked.content());
        RunStore.Accepted accepted = runs.findByKey(study, key.value())
                .orElseGet(() -> accept(study, asked, new RunStore.RequestKey(key.value(), fingerprint), requester));
        if (!accepted.fingerprint().equals(fingerprint)) {
            throw Refusal.of(ProblemType.KEY_REUSED, "This Idempotency-Key was used for another request.")
                    .fix("Send a new UUID as Idempotency-Key for a new analysis.");
        }
        return accepted.run();
    }

    private RunStore.Accepted accept(String study, LookRequest asked, RunStore.RequestKey key, Requester requester) {
        PublishedPlan published = plans.of(study);
        requireLook(published.plan(), asked);
        LookHistory.of(analyses.all(study), asked.look());
        RunRequest request = new RunRequest(
                ids.next(),
                study,
                asked,
                published.plan().version(),
                seed(published, asked.look()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                requester.id(),
                requester.name());
        RunStore.Accepted accepted = runs.accept(request, key, requester.token());
        waiting.tell();
        return accepted;
    }

    /** The same for every run of a look, and settled when the plan is published. */
    static long seed(PublishedPlan published, int look) {
        String digits = CanonicalJson.sha256Text(published.contentHash() + "/look/" + look);
        return Long.parseLong(digits.substring(0, SEED_DIGITS), HEXADECIMAL);
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
}
