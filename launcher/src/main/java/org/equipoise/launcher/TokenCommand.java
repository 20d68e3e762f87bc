package org.equipoise.launcher;

import org.equipoise.launcher.system.RunningSystem;
import org.equipoise.launcher.system.SystemOptions;
import org.equipoise.launcher.system.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints an access token of a demonstration user, for programs such as curl.")
final class TokenCommand implements Runnable {

    @Parameters(paramLabel = "USER", description = "For example clara.coordinator")
    private String user;

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        SystemOptions options = place.options(line -> {});
        Tokens tokens = Tokens.of(RunningSystem.of(options).ports().orElse(options.ports()));
        spec.commandLine().getOut().println(tokens.of(user));
    }
}
