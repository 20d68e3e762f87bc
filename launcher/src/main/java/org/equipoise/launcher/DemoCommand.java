package org.equipoise.launcher;

import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.simulation.SimulationFailure;
import org.equipoise.launcher.simulation.TrialConsole;
import org.equipoise.launcher.study.InvalidStudyException;
import org.equipoise.launcher.study.Study;
import org.equipoise.launcher.study.StudyPublication;
import org.equipoise.launcher.system.LocalSystem;
import org.equipoise.launcher.system.SystemOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts everything, publishes the built-in study, plays a simulated trial, and shows the committee's looks.")
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--subjects",
            paramLabel = "N",
            description = "How many subjects to randomize (default: as many as are planned and not yet randomized)")
    private Integer subjects;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Decides all simulated values (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--exit", description = "Stops everything at the end")
    private boolean exit;

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        SystemOptions options = place.options(this::print);
        print("Starting Equipoise; data in " + options.data());
        try (LocalSystem system = LocalSystem.start(options)) {
            play(options, system);
            if (!exit) {
                Greeting.print(system, out());
                print("Sign in as dora.dmc to read the report. Ctrl-C stops everything.");
                system.awaitStop();
            }
            return 0;
        } catch (SimulationFailure e) {
            complain(e.problems());
        } catch (InvalidStudyException e) {
            complain(e.faults());
        } catch (CallRefusedException e) {
            complain(List.of(e.getMessage()));
        }
        return 1;
    }

    private void play(SystemOptions options, LocalSystem system) {
        Study study = Study.load(options.home().resolve("studies/ket-trd-01"));
        print("Publishing " + study.id());
        StudyPublication.publishLocally(system.running(), study, this::print);
        OptionalInt wanted = subjects == null ? OptionalInt.empty() : OptionalInt.of(subjects);
        new TrialConsole(out()).play(system.running(), study, wanted, seed);
    }

    private void complain(List<?> problems) {
        PrintWriter err = spec.commandLine().getErr();
        problems.forEach(problem -> err.println("equipoise: " + problem));
        err.flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void print(String line) {
        out().println(line);
        out().flush();
    }
}
