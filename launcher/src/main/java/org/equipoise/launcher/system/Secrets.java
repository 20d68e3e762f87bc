package org.equipoise.launcher.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import org.equipoise.platform.crypto.SigningKeyset;

/** Passwords and keys of this instance: made at the first start, readable by their owner only, never in the repository. */
final class Secrets {

    private static final int SECRET_BYTES = 24;

    private final Path directory;
    private final SecureRandom random;

    Secrets(Path directory, SecureRandom random) {
        this.directory = directory;
        this.random = random;
    }

    /** The secret of that name; a new one if there is none yet. */
    String secret(String name) {
        return read(keep(name, this::newSecret));
    }

    /** The file of a secret, for a program that wants a file. */
    Path secretFile(String name) {
        return keep(name, this::newSecret);
    }

    /** The file of the key under which a service encrypts its studies' keys. */
    Path masterKeyFile(Part service) {
        return keep(service.id() + "-master-key.json", () -> MasterKey.generate(random));
    }

    /** The file of the key with which a service signs the roots of its audit. */
    Path signingKeyFile(Part service) {
        return keep(service.id() + "-signing-key.json", SigningKeyset::generate);
    }

    /** A secret that another launcher has made. */
    static String existing(Path directory, String name) {
        return read(directory.resolve(name));
    }

    private synchronized Path keep(String name, Supplier<String> fresh) {
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        try {
            Path unfinished = Files.createTempFile(directory, name, ".new", ownerOnly());
            Files.writeString(unfinished, fresh.get());
            return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LaunchFailure("Cannot write the secret " + file + ": " + e.getMessage(), e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new LaunchFailure("Cannot read the secret " + file + ": " + e.getMessage(), e);
        }
    }

    private String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
