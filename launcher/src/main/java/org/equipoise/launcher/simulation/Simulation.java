package org.equipoise.launcher.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.study.Study;
import org.equipoise.launcher.system.LaunchFailure;

/**
 * A simulated trial.
 *
 * <p>It goes in batches: a batch of people is screened and, if eligible, randomized, several people at once; then nature is
 * asked once for the batch's arms; then the randomized are followed to their last visit. A batch never takes more people
 * than the next look still needs, so that each look happens at its planned information.
 */
public final class Simulation {

    private static final int LARGEST_BATCH = 26;
    private static final int MOST_PROBLEMS = 5;

    private final EquipoiseClient client;
    private final Study study;
    private final SimulationPlan plan;
    private final SimulationOptions options;
    private final TreatmentTruth truth;

    /**
     * Prepares a simulation.
     *
     * @param client the running system, in which the study is published
     * @param study the study; it has a simulation.yaml
     * @param options how many subjects, and from which seed
     * @param local what the local machine knows about its own system
     * @throws LaunchFailure if the study does not say how its participants behave
     */
    public Simulation(EquipoiseClient client, Study study, SimulationOptions options, LocalAccess local) {
        this(client, study, options, local.truth(study.id()));
    }

    Simulation(EquipoiseClient client, Study study, SimulationOptions options, TreatmentTruth truth) {
        this.client = client;
        this.study = study;
        this.plan = SimulationPlan.of(study.simulation()
                .orElseThrow(() -> new LaunchFailure(study.id()
                        + " has no simulation.yaml, which says how its participants behave;"
                        + " write one, see studies/README.md")));
        this.options = options;
        this.truth = truth;
    }

    /**
     * Plays the trial.
     *
     * @param progress hears of each subject and each look
     * @return what was done
     * @throws SimulationFailure naming what went wrong, in one line for each problem
     */
    public SimulationResult play(SimulationProgress progress) {
        TrialSoFar before = soFar();
        Trial trial =
                Trial.of(client, study, plan, "simulation-" + options.seed() + "-" + options.today(), options.today());
        List<Participant> people = Population.of(study, plan, options);
        InterimLooks looks = new InterimLooks(trial, before);
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(options.concurrency());
        try {
            int from = 0;
            while (from < people.size()) {
                int size = Math.min(LARGEST_BATCH, Math.max(1, looks.missing()));
                int to = endOfBatch(people, from, size);
                playBatch(
                        trial,
                        people.subList(from, to),
                        threads,
                        subject -> progress.subjectDone(subject, done.incrementAndGet(), options.subjects()));
                looks.runIfDue(progress);
                from = to;
            }
            looks.runLast(progress);
        } catch (CallRefusedException | LaunchFailure e) {
            throw new SimulationFailure(List.of(e.getMessage()));
        } finally {
            threads.shutdownNow();
        }
        return SimulationResult.of(trial.tally(), looks.results());
    }

    private TrialSoFar soFar() {
        try {
            return TrialSoFar.of(client, study).requireRoomFor(options.subjects());
        } catch (CallRefusedException | LaunchFailure e) {
            throw new SimulationFailure(List.of(e.getMessage()));
        }
    }

    /** Where a batch ends that holds a number of people without a screening failure; the last takes the rest along. */
    private static int endOfBatch(List<Participant> people, int from, int size) {
        int eligible = 0;
        for (int i = from; i < people.size(); i++) {
            eligible += people.get(i).failure().isEmpty() ? 1 : 0;
            if (eligible == size) {
                return i + 1;
            }
        }
        return people.size();
    }

    private interface SubjectDone {
        void done(String subject);
    }

    private void playBatch(Trial trial, List<Participant> people, ExecutorService threads, SubjectDone listener) {
        List<Callable<List<SubjectPlay>>> first = new ArrayList<>();
        for (Participant participant : people) {
            first.add(() -> {
                SubjectPlay play = SubjectPlay.screen(trial, participant);
                return play.untilRandomization() ? List.of(play) : List.of();
            });
        }
        List<SubjectPlay> randomized =
                all(threads, first).stream().flatMap(List::stream).toList();
        if (randomized.isEmpty()) {
            return;
        }
        Map<String, Arm> arms = truth.arms();
        List<Callable<String>> second = new ArrayList<>();
        for (SubjectPlay play : randomized) {
            second.add(() -> {
                Arm arm = arms.get(play.subject());
                if (arm == null) {
                    throw new LaunchFailure("The randomizer does not know subject " + play.subject()
                            + ", which it has just randomized");
                }
                play.afterRandomization(arm);
                listener.done(play.subject());
                return play.subject();
            });
        }
        all(threads, second);
    }

    private static <T> List<T> all(ExecutorService threads, List<Callable<T>> tasks) {
        List<T> results = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            for (Future<T> future : threads.invokeAll(tasks)) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    problems.add(problem(e.getCause()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SimulationFailure(List.of("The simulation was interrupted"));
        }
        if (!problems.isEmpty()) {
            throw new SimulationFailure(
                    problems.stream().distinct().limit(MOST_PROBLEMS).toList());
        }
        return results;
    }

    private static String problem(Throwable cause) {
        if (cause instanceof CallRefusedException || cause instanceof LaunchFailure) {
            return cause.getMessage();
        }
        throw new IllegalStateException("The simulation itself is wrong", cause);
    }
}
