package org.equipoise.launcher;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.equipoise.launcher.system.RunningSystem;
import org.equipoise.launcher.system.RunningSystem.PartStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows each part: up or down, process, port. Exit status 1 unless all are up.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RunningSystem system = RunningSystem.of(place.options(line -> {}));
        boolean allUp = true;
        for (PartStatus status : system.parts()) {
            allUp &= status.answers();
            out.println(line(status));
        }
        out.println(
                system.launcher().isPresent()
                        ? "launcher: process " + system.launcher().getAsLong()
                        : "launcher: does not run");
        return allUp ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static String line(PartStatus status) {
        String state = status.answers() ? "up" : status.processId().isPresent() ? "does not answer" : "down";
        String process =
                status.processId().isPresent() ? "process " + status.processId().getAsLong() : "";
        return String.format(
                Locale.ROOT, "%-14s %-15s port %-6d %s", status.part().id(), state, status.port(), process);
    }
}
