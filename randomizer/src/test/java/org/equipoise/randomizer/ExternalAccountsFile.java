package org.equipoise.randomizer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.equipoise.platform.crypto.PasswordHash;

/** The file of other systems' accounts, to which a test adds its own. */
public class ExternalAccountsFile implements QuarkusTestResourceLifecycleManager {

    public static final String PASSWORD = "correct: horse";
    private static final String PATH = "equipoise.test.external-accounts";

    @Override
    public Map<String, String> start() {
        try {
            Path file = Files.createTempFile("equipoise-external-accounts", ".txt");
            System.setProperty(PATH, file.toString());
            return Map.of("EQUIPOISE_EXTERNAL_ACCOUNTS_FILE", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            Files.deleteIfExists(Path.of(System.getProperty(PATH)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds an account with the password of all of them. */
    public static void add(String name, String study, String code) {
        PasswordHash hash = PasswordHash.of(PASSWORD, study.getBytes(StandardCharsets.UTF_8));
        try {
            Files.writeString(
                    Path.of(System.getProperty(PATH)),
                    name + " " + study + " " + code + " " + hash + "\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
