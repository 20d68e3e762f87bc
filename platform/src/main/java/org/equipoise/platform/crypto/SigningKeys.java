package org.equipoise.platform.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.audit.RootSigner;

/** The key with which a service signs the roots of its audit, from a file that only the service can read. */
@ApplicationScoped
public class SigningKeys implements RootSigner {

    private final Optional<Path> file;
    private volatile SigningKeyset keyset;

    public SigningKeys(@ConfigProperty(name = "equipoise.signing-key-file") Optional<Path> file) {
        this.file = file;
    }

    @Override
    public boolean isReady() {
        return file.isPresent();
    }

    @Override
    public RootSignature sign(byte[] message) {
        return keyset().sign(message);
    }

    @Override
    public RootKeys publicKeys() {
        return keyset().publicKeys();
    }

    private SigningKeyset keyset() {
        SigningKeyset known = keyset;
        if (known == null) {
            known = SigningKeyset.parse(read());
            keyset = known;
        }
        return known;
    }

    private String read() {
        Path path = file.orElseThrow(
                () -> new IllegalStateException("EQUIPOISE_SIGNING_KEY_FILE names no file with the signing key"));
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new IllegalStateException("The signing key cannot be read from " + path, e);
        }
    }
}
