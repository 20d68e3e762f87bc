package org.equipoise.randomizer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** The file of other systems' accounts, to which a test adds its own. */
public class ExternalAccountsFile implements QuarkusTestResourceLifecycleManager {

    public static final String PASSWORD = "correct: horse";
    /** Of the password, with a thousand iterations: the tests sign in often, and do not guard a real password. */
    private static final String HASH =
            "pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg==$0MSTt2X7/pj5FPj7z0H2ns4DZggb1oYXdg7lN023LSs=";

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
        try {
            Files.writeString(
                    Path.of(System.getProperty(PATH)),
                    name + " " + study + " " + code + " " + HASH + "\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
