package org.equipoise.launcher;

import java.io.PrintWriter;
import org.equipoise.launcher.operation.ExternalAccountCommand;
import org.equipoise.launcher.operation.RotateMasterKey;
import org.equipoise.launcher.operation.VerifyAudit;
import org.equipoise.launcher.replay.Replay;
import org.equipoise.launcher.simulation.Simulate;
import org.equipoise.launcher.study.Publish;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.verification.VerifyArchive;
import org.equipoise.launcher.verification.VerifyList;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./equipoise}: starts, stops and shows Equipoise on one machine. */
@Command(
        name = "equipoise",
        description = "Runs Equipoise, the clinical trial platform, on this machine.",
        mixinStandardHelpOptions = true,
        version = "Equipoise 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            DownCommand.class,
            StatusCommand.class,
            RestartCommand.class,
            Publish.class,
            Simulate.class,
            Replay.class,
            TokenCommand.class,
            VerifyAudit.class,
            VerifyArchive.class,
            VerifyList.class,
            RotateMasterKey.class,
            ExternalAccountCommand.class
        })
public final class Equipoise implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Equipoise());
        line.setExecutionExceptionHandler(Equipoise::report);
        line.setParameterExceptionHandler(Equipoise::refuse);
        return line;
    }

    /** Without a command: the help. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int report(Exception failure, CommandLine line, CommandLine.ParseResult parsed) throws Exception {
        if (failure instanceof LaunchFailure) {
            line.getErr().println("equipoise: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    private static int refuse(ParameterException refusal, String[] arguments) {
        CommandLine line = refusal.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("equipoise: " + refusal.getMessage() + ". See: ./"
                + line.getCommandSpec().qualifiedName(" ") + " --help");
        return CommandLine.ExitCode.USAGE;
    }
}
