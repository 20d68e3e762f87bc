package org.equipoise.launcher.simulation;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.equipoise.launcher.client.BrowserSession;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.study.Study;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.system.Person;
import org.equipoise.launcher.system.Ports;
import org.equipoise.launcher.system.RunningSystem;
import org.equipoise.launcher.system.Tokens;

/** Plays a simulated trial on a local system for somebody who watches: a progress bar, the looks, and a summary. */
public final class TrialConsole {

    private static final int LINES_WITHOUT_TERMINAL = 10;

    private final PrintWriter out;

    /** Prints to a writer; the progress bar goes to the terminal, if there is one. */
    public TrialConsole(PrintWriter out) {
        this.out = out;
    }

    /**
     * Plays a trial.
     *
     * @param running the local system, in which the study is published
     * @param study the study
     * @param subjects how many to randomize; empty for as many as the study has planned and not yet randomized
     * @param seed what decides all values
     * @return what was done
     * @throws SimulationFailure if the trial could not be played to its end
     * @throws LaunchFailure if the system does not run
     */
    public SimulationResult play(RunningSystem running, Study study, OptionalInt subjects, long seed) {
        Ports ports = running.ports()
                .orElseThrow(() -> new LaunchFailure("Equipoise does not run; start it: ./equipoise up"));
        Tokens tokens = Tokens.of(ports);
        EquipoiseClient client = EquipoiseClient.at(ports.address(), tokens::of);
        int wanted = subjects.orElseGet(() -> remaining(client, study));
        Instant today = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        SimulationOptions options = new SimulationOptions(wanted, seed, today);
        Simulation simulation = new Simulation(client, study, options, LocalAccess.of(running, ports));
        out.println("Playing a simulated trial of " + wanted + " subjects in " + study.id() + ", seed " + seed);
        out.flush();
        long begin = System.nanoTime();
        SimulationResult result;
        try (Watcher watcher = Boolean.getBoolean("equipoise.terminal") ? new Bar(wanted) : new Lines()) {
            result = simulation.play(watcher);
        }
        summary(result, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
        oversee(client, study, result.looks(), running.documents());
        return result;
    }

    private void oversee(EquipoiseClient client, Study study, List<LookResult> looks, Path documents) {
        try {
            new Dispensary(client, study).perform().forEach(out::println);
            new Oversight(client, study, user -> BrowserSession.signIn(client.address(), user, Person.PASSWORD))
                    .perform()
                    .forEach(out::println);
            if (!looks.isEmpty()) {
                LookResult last = looks.get(looks.size() - 1);
                meet(client, study, last);
                new ReportFiles(client, study, documents).store(last).forEach(out::println);
            }
            out.flush();
        } catch (CallRefusedException | LaunchFailure e) {
            throw new SimulationFailure(List.of(e.getMessage()));
        }
    }

    /** The committee meets on the last look. */
    private void meet(EquipoiseClient client, Study study, LookResult look) {
        new CommitteeMeeting(
                        client, study, user -> BrowserSession.signIn(client.address(), user, Person.PASSWORD)::send)
                .hold(look)
                .forEach(out::println);
    }

    private static int remaining(EquipoiseClient client, Study study) {
        int planned = study.definition().path("plannedSubjects").asInt();
        int randomized = TrialSoFar.of(client, study).randomized();
        if (randomized >= planned) {
            throw new LaunchFailure("All " + planned + " planned subjects of " + study.id()
                    + " are randomized. Start with other data: --data DIR");
        }
        return planned - randomized;
    }

    private void summary(SimulationResult result, long seconds) {
        out.println(String.format(
                Locale.ROOT,
                "Simulated: %d screened, %d randomized, %d with the primary endpoint, %d left early",
                result.screened(),
                result.randomized(),
                result.withPrimary(),
                result.dropouts()));
        out.println(String.format(
                Locale.ROOT,
                "%d forms saved in %d s: %d corrected, %d refused and put right, %d late and %d missed visits, "
                        + "%d missing items, %d queries",
                result.saves(),
                seconds,
                result.corrections(),
                result.refusedMistakes(),
                result.lateVisits(),
                result.missedVisits(),
                result.missingItems(),
                result.queries()));
        if (result.later().given() > 0) {
            out.println(String.format(
                    Locale.ROOT,
                    "Of them %d later doses, each with its kit and its dose day: %d late, %d more skipped",
                    result.later().given(),
                    result.later().late(),
                    result.later().skipped()));
        }
        if (result.looks().isEmpty()) {
            out.println("The trial was too small for the committee to look at.");
        }
        out.flush();
    }

    private void print(LookResult look) {
        out.println(look);
        out.println("  report: " + look.report());
        if (look.stops()) {
            out.println("  The boundary says stop: no further look. Subjects that are still planned are entered all the"
                    + " same.");
        }
        out.flush();
    }

    private interface Watcher extends SimulationProgress, AutoCloseable {
        @Override
        void close();
    }

    private final class Bar implements Watcher {
        private final ProgressBar bar;
        private final List<LookResult> looks = new ArrayList<>();

        Bar(int subjects) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName("Subjects")
                    .setInitialMax(subjects)
                    .setStyle(ProgressBarStyle.ASCII)
                    .build();
        }

        @Override
        public void subjectDone(String subject, int done, int planned) {
            bar.stepTo(done);
        }

        @Override
        public void lookAtWork(int look, String section) {
            bar.setExtraMessage("look " + look + ": " + section);
        }

        @Override
        public void look(LookResult result) {
            bar.setExtraMessage("look " + result.look() + ": " + result.decision());
            looks.add(result);
        }

        @Override
        public void noLook(String why) {
            bar.setExtraMessage("no look");
        }

        @Override
        public void close() {
            bar.close();
            looks.forEach(TrialConsole.this::print);
        }
    }

    private final class Lines implements Watcher {

        @Override
        public synchronized void subjectDone(String subject, int done, int planned) {
            int step = Math.max(1, planned / LINES_WITHOUT_TERMINAL);
            if (done % step == 0 || done == planned) {
                out.println("  " + done + " of " + planned + " subjects");
                out.flush();
            }
        }

        @Override
        public void lookAtWork(int look, String section) {
            out.println("  look " + look + ": " + section);
            out.flush();
        }

        @Override
        public void look(LookResult result) {
            print(result);
        }

        @Override
        public void noLook(String why) {
            out.println("  " + why);
        }

        @Override
        public void close() {}
    }
}
