package org.equipoise.launcher.replay;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.equipoise.launcher.Place;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.study.InvalidStudyException;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.system.RunningSystem;
import org.equipoise.launcher.system.SystemOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./equipoise replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Enters a trial that took place, from its published tables, into the running system, and analyses it;"
                        + " may be repeated.")
public final class Replay implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            description = "The folder with the tables that the study's replay.yaml names, such as participants.tsv")
    private Path data;

    @Option(
            names = "--study",
            paramLabel = "DIR",
            description = "The study's folder, with a replay.yaml (default: studies/nimh-crossover)")
    private Path folder;

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            SystemOptions options = place.options(line -> {});
            Path files = folder == null ? options.home().resolve("studies/nimh-crossover") : folder;
            ReplayedTrial.play(RunningSystem.of(options), files, data, this::print);
            return 0;
        } catch (InvalidStudyException e) {
            e.faults().forEach(fault -> err.println("equipoise: " + fault));
        } catch (CallRefusedException | LaunchFailure e) {
            err.println("equipoise: " + e.getMessage());
        }
        return 1;
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
