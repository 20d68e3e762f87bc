package org.equipoise.launcher.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.equipoise.launcher.Place;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.system.OperatorAccess;
import org.equipoise.platform.crypto.PasswordHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./equipoise external-account}. */
@Command(
        name = "external-account",
        mixinStandardHelpOptions = true,
        description = {
            "Gives another data capture system an account with which it randomizes subjects of one study.",
            "Prints the password once; only its hash is kept."
        })
public final class ExternalAccountCommand implements Runnable {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int SECRET_BYTES = 24;
    private static final int SALT_BYTES = 16;

    @Option(names = "--study", required = true, paramLabel = "STUDY", description = "The study, and no other")
    private String study;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The user name")
    private String name;

    @Option(names = "--kit", description = "Answer with kit numbers instead of randomization numbers")
    private boolean kit;

    @Option(names = "--file", paramLabel = "FILE", description = "The file of accounts (default: this instance's)")
    private Path file;

    @Mixin
    private Place place;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (!NAME.matcher(name).matches() || !NAME.matcher(study).matches()) {
            throw new LaunchFailure("Name and study take letters, digits, points, hyphens and underscores");
        }
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[SECRET_BYTES];
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(secret);
        random.nextBytes(salt);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        String line =
                name + " " + study + " " + (kit ? "kit" : "number") + " " + PasswordHash.of(password, salt) + "\n";
        write(line);
        spec.commandLine().getOut().println("User name: " + name + "\nPassword:  " + password);
    }

    private void write(String line) {
        Path target =
                file == null ? OperatorAccess.of(place.options(each -> {})).externalAccounts() : file;
        try {
            boolean taken = Files.exists(target)
                    && Files.readAllLines(target, StandardCharsets.UTF_8).stream()
                            .anyMatch(known -> known.startsWith(name + " "));
            if (taken) {
                throw new LaunchFailure("There is an account " + name + " in " + target + "; take its line out first");
            }
            Files.writeString(target, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new LaunchFailure("Cannot write " + target + ": " + e.getMessage(), e);
        }
    }
}
