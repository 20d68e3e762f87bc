package org.equipoise.launcher.simulation;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.equipoise.launcher.Place;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.study.InvalidStudyException;
import org.equipoise.launcher.study.Study;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.system.RunningSystem;
import org.equipoise.launcher.system.SystemOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./equipoise simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Plays a simulated trial on the running system, as its people would, and shows the committee's looks.")
public final class Simulate implements Callable<Integer> {

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

    @Option(
            names = "--study",
            paramLabel = "DIR",
            description = "The study's folder, already published (default: studies/ket-trd-01)")
    private Path folder;

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    static OptionalInt wanted(Integer subjects) {
        return subjects == null ? OptionalInt.empty() : OptionalInt.of(subjects);
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            SystemOptions options = place.options(line -> {});
            Study study = Study.load(folder == null ? options.home().resolve("studies/ket-trd-01") : folder);
            new TrialConsole(spec.commandLine().getOut())
                    .play(RunningSystem.of(options), study, wanted(subjects), seed);
            return 0;
        } catch (SimulationFailure e) {
            e.problems().forEach(problem -> err.println("equipoise: " + problem));
        } catch (InvalidStudyException e) {
            e.faults().forEach(fault -> err.println("equipoise: " + fault));
        } catch (CallRefusedException | LaunchFailure | IllegalArgumentException e) {
            err.println("equipoise: " + e.getMessage());
        }
        return 1;
    }
}
