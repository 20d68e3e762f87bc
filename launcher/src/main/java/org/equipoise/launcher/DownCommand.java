package org.equipoise.launcher;

import org.equipoise.launcher.system.RunningSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops the system that runs on the data directory.")
final class DownCommand implements Runnable {

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        boolean ran = RunningSystem.of(place.options(line -> {})).stop();
        spec.commandLine().getOut().println(ran ? "Equipoise is stopped." : "Equipoise does not run.");
    }
}
