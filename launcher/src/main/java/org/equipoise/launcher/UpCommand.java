package org.equipoise.launcher;

import java.io.PrintWriter;
import java.util.Locale;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.study.InvalidStudyException;
import org.equipoise.launcher.study.Study;
import org.equipoise.launcher.study.StudyPublication;
import org.equipoise.launcher.system.LocalSystem;
import org.equipoise.launcher.system.SystemOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Starts everything, publishes the built-in study, prints the address and a user for each role, and stops it "
                        + "all on Ctrl-C.")
final class UpCommand implements Runnable {

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        SystemOptions options = place.options(line -> {
            out.println(line);
            out.flush();
        });
        long begin = System.nanoTime();
        out.println("Starting Equipoise; data in " + options.data());
        out.flush();
        try (LocalSystem system = LocalSystem.start(options)) {
            out.println(String.format(Locale.ROOT, "  ready after   %.1f s", (System.nanoTime() - begin) / 1e9));
            publish(options, system);
            Greeting.print(system, out);
            out.println("Ctrl-C stops everything.");
            out.flush();
            system.awaitStop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A study that is refused, say because its files changed under a published version, keeps nobody from working. */
    private void publish(SystemOptions options, LocalSystem system) {
        try {
            Study study = Study.load(options.home().resolve("studies/ket-trd-01"));
            StudyPublication.publishLocally(system.running(), study, step -> {});
            spec.commandLine().getOut().println("  " + study.id() + " version " + study.version() + " is published");
        } catch (CallRefusedException | InvalidStudyException e) {
            spec.commandLine().getErr().println("equipoise: the built-in study is not published: " + e.getMessage());
        }
    }
}
