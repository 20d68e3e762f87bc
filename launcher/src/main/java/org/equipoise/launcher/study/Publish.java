package org.equipoise.launcher.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.equipoise.launcher.Place;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.system.RunningSystem;
import picocli.CommandLine.ArgGroup;
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

    @ArgGroup
    private Instead instead = new Instead();

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    /** What is done after the check instead of publishing. */
    static final class Instead {

        @Option(names = "--check", description = "Only checks the files")
        private boolean checkOnly;

        @Option(
                names = "--definition",
                paramLabel = "FILE",
                description = {
                    "Writes the study definition as the JSON that the amendments page takes;",
                    "publishes nothing and needs no running system"
                })
        private Path definition;

        @Option(
                names = "--try",
                description = {
                    "Says what the rules would find in what was entered, as the data manager;",
                    "publishes nothing. Exit status 1 if the eCRF service would refuse it"
                })
        private boolean tryOnly;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Study study = Study.load(folder, plan);
            Consumer<String> progress = line -> {
                out.println(line);
                out.flush();
            };
            progress.accept(study.id() + " version " + study.version() + ": the files are in order");
            goOn(study, progress);
            return 0;
        } catch (InvalidStudyException e) {
            e.faults().forEach(fault -> err.println(folder + "/" + fault));
        } catch (CallRefusedException | LaunchFailure e) {
            err.println("equipoise: " + e.getMessage());
        }
        return 1;
    }

    private void goOn(Study study, Consumer<String> progress) {
        if (instead.definition != null) {
            write(study, progress);
        } else if (instead.tryOnly) {
            DefinitionTrial.tryLocally(running(), study, progress);
        } else if (!instead.checkOnly) {
            StudyPublication.publishLocally(running(), study, progress);
        }
    }

    private void write(Study study, Consumer<String> progress) {
        try {
            Files.writeString(instead.definition, study.definition().toPrettyString() + "\n");
        } catch (IOException e) {
            throw new LaunchFailure("Cannot write " + instead.definition + " (" + e + ")", e);
        }
        progress.accept("  the study definition is in " + instead.definition + "; nothing was published");
    }

    private RunningSystem running() {
        return RunningSystem.of(place.options(line -> {}));
    }
}
