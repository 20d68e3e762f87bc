package org.equipoise.launcher.study;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.equipoise.launcher.Place;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.system.RunningSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./equipoise publish}. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Checks a study's files and publishes them to the running system; may be repeated.")
public final class Publish implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The study's folder, for example studies/ket-trd-01")
    private Path folder;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            defaultValue = StudyFolder.DEFAULT_PLAN,
            description = "The randomization plan in that folder (default: ${DEFAULT-VALUE})")
    private String plan;

    @Option(names = "--check", description = "Only checks the files")
    private boolean checkOnly;

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Study study = Study.load(folder, plan);
            out.println(study.id() + " version " + study.version() + ": the files are in order");
            out.flush();
            if (!checkOnly) {
                publish(study, out);
            }
            return 0;
        } catch (InvalidStudyException e) {
            e.faults().forEach(fault -> err.println(folder + "/" + fault));
        } catch (CallRefusedException | LaunchFailure e) {
            err.println("equipoise: " + e.getMessage());
        }
        return 1;
    }

    private void publish(Study study, PrintWriter out) {
        RunningSystem running = RunningSystem.of(place.options(line -> {}));
        StudyPublication.publishLocally(running, study, line -> {
            out.println(line);
            out.flush();
        });
    }
}
