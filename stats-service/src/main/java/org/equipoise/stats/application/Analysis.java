package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.tables.CancelledException;
import org.equipoise.stats.domain.tables.ClosedAnalysis;
import org.equipoise.stats.domain.tables.ClosedInput;

/** What a run computes from its inputs, and from nothing else: the same inputs give the same bytes. */
@ApplicationScoped
public class Analysis {

    private final StudySecrets secrets;
    private final String codeVersion;

    public Analysis(StudySecrets secrets, Sources sources) {
        this.secrets = secrets;
        this.codeVersion = sources.codeVersion();
    }

    /** All that goes into a run. */
    record Question(
            RunRequest request,
            PublishedPlan published,
            LookHistory history,
            CutData data,
            RunStore.Inputs inputs,
            String endOfTrial) {

        boolean completing() {
            return history.completes(published.plan(), Optional.ofNullable(endOfTrial));
        }

        @Override
        public String toString() {
            return "Question[…]";
        }
    }

    record Answer(CompletedRun completed, ArmKey key) {}

    String codeVersion() {
        return codeVersion;
    }

    Answer compute(Question question, Instant runAt, HeldRun held) {
        held.enter("primary");
        RunRequest request = question.request();
        ArmLabels labels = ArmLabels.toss(secrets.labelling(request.study()), request.study());
        ClosedComparison comparison = ClosedComparison.compute(
                question.published().plan(),
                new ClosedComparison.Inputs(
                        question.data().endpoint(),
                        question.inputs().allocations(),
                        labels,
                        question.history(),
                        question.completing()));
        ClosedResultAssembly assembly = new ClosedResultAssembly(
                request.run(),
                question.published(),
                question.data(),
                question.inputs().allocations());
        ClosedResult result = assembly.result(comparison, runAt, request.requestedBy(), question.endOfTrial());
        ClinicalData.Cut cut = question.inputs().cut();
        Provenance provenance = new Provenance(cut.snapshot(), cut.snapshotHash(), request.seed(), codeVersion);
        return new Answer(
                new CompletedRun(result, new CompletedRun.Evidence(provenance, findings(question, labels, held))),
                assembly.key(labels));
    }

    /** Everything besides the primary comparison; null if the plan asks for nothing. */
    private static ClosedFindings findings(Question question, ArmLabels labels, HeldRun held) {
        if (question.data().records().isEmpty()) {
            return null;
        }
        ClosedInput input = new ClosedInput(
                question.published().plan(),
                question.data().records().get(),
                question.inputs().allocations(),
                labels,
                question.history().facts(question.completing()),
                question.request().seed());
        try {
            return ClosedAnalysis.compute(input, held);
        } catch (CancelledException e) {
            held.requireGoingOn();
            throw e;
        }
    }
}
