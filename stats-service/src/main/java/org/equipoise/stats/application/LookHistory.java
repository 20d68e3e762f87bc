package org.equipoise.stats.application;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.Decision;
import org.equipoise.stats.domain.findings.KeySecondaryFinding;
import org.equipoise.stats.domain.tables.LookFacts;

/**
 * What was run before a look. The first run of a look is the one that counts: its information is where alpha was spent,
 * and its data cut is that of every repeat, so that a repeat computes again and sees nothing new.
 *
 * @param look the look to be run
 * @param run how often it will have been run then
 * @param earlier first run of each earlier look, by number
 * @param first first run of this look; empty if it was never run
 * @param rejected by earlier look, the key secondary hypotheses that its first run found rejected; empty until read
 */
record LookHistory(
        int look,
        int run,
        SortedMap<Integer, ClosedResult> earlier,
        Optional<ClosedResult> first,
        Map<Integer, Set<String>> rejected) {

    /**
     * Reads the history.
     *
     * @throws Refusal {@code state-conflict} if a later look was run already
     */
    static LookHistory of(List<ClosedResult> all, int look) {
        SortedMap<Integer, ClosedResult> first = new TreeMap<>();
        all.forEach(result -> first.putIfAbsent(result.look(), result));
        int run = 1 + (int) all.stream().filter(result -> result.look() == look).count();
        if (!first.isEmpty() && first.lastKey() > look) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "Look " + first.lastKey() + " was run already, so that look " + look
                                    + (run == 1 ? " was left out." : " is closed."))
                    .fix(
                            run == 1
                                    ? "Run the next look of the plan."
                                    : "Read the stored result of look " + look + ", or run the next look of the plan.");
        }
        return new LookHistory(look, run, first.headMap(look), Optional.ofNullable(first.get(look)), Map.of());
    }

    /** The same with what stored findings say; they never change, so that a recomputation reads the same. */
    LookHistory read(AnalysisStore analyses) {
        Map<Integer, Set<String>> found = earlier.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> analyses.find(
                                        entry.getValue().study(),
                                        entry.getValue().analysis())
                                .map(LookHistory::rejectedBy)
                                .orElse(Set.of())));
        return new LookHistory(look, run, earlier, first, found);
    }

    private static Set<String> rejectedBy(CompletedRun run) {
        return Optional.ofNullable(run.findings()).map(findings -> findings.keySecondary()).stream()
                .flatMap(finding -> finding.hypotheses().stream())
                .filter(hypothesis -> hypothesis.decision().equals(KeySecondaryFinding.REJECTED))
                .map(KeySecondaryFinding.Hypothesis::id)
                .collect(Collectors.toSet());
    }

    /** Whether this look only completes the follow-up after an earlier one rejected the primary hypothesis. */
    boolean completes(AnalysisPlan plan, Optional<String> endOfTrial) {
        return plan.isFinal(look)
                && endOfTrial.isPresent()
                && earlier.values().stream()
                        .anyMatch(result -> result.decision().equals(Decision.STOP_EFFICACY.code()));
    }

    /** The same for the findings. */
    LookFacts facts(boolean completing) {
        SortedMap<Integer, LookFacts.EarlierLook> looks = new TreeMap<>();
        earlier.forEach((number, result) -> looks.put(
                number,
                new LookFacts.EarlierLook(
                        result.information().observed(),
                        result.comparison().z(),
                        rejected.getOrDefault(number, Set.of()))));
        return new LookFacts(look, looks, completing);
    }

    /** Why the trial ended, as asked now or, in a repeat, as stated first. */
    Optional<String> endOfTrial(LookRequest asked) {
        return asked.endOfTrial().or(() -> first.map(ClosedResult::endOfTrial));
    }

    int greatestEarlierInformation() {
        return earlier.values().stream()
                .map(result -> result.information().observed())
                .max(Comparator.naturalOrder())
                .orElse(0);
    }

    SortedMap<Integer, Integer> earlierInformation() {
        return earlier.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().information().observed(),
                        (one, other) -> one,
                        TreeMap::new));
    }
}
