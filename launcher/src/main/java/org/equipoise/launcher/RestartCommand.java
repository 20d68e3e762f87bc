package org.equipoise.launcher;

import org.equipoise.launcher.system.RunningSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Stops and starts one part of the running system.")
final class RestartCommand implements Runnable {

    @Parameters(paramLabel = "PART", description = "For example randomizer; status lists them")
    private String part;

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        RunningSystem.of(place.options(line -> {})).restart(part);
        spec.commandLine().getOut().println(part + " is ready again.");
    }
}
