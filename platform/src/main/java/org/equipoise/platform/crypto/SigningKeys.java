package org.equipoise.platform.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import com.google.crypto.tink.signature.PredefinedSignatureParameters;
import com.google.crypto.tink.signature.SignatureConfig2026;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.RootKeys;

/** The key with which a service signs the roots of its audit: a Tink keyset of plain Ed25519 keys in a file. */
@ApplicationScoped
public class SigningKeys {

    private static final Configuration SIGNATURE = SignatureConfig2026.get();

    private final Optional<Path> file;
    private volatile KeysetHandle keyset;

    public SigningKeys(@ConfigProperty(name = "equipoise.signing-key-file") Optional<Path> file) {
        this.file = file;
    }

    /** A new signing keyset as JSON, to be kept where only the service can read it. */
    public static String newSigningKey() {
        try {
            KeysetHandle keyset =
                    KeysetHandle.generateNew(PredefinedSignatureParameters.ED25519WithRawOutput, SIGNATURE);
            return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, SIGNATURE, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No signing key could be made", e);
        }
    }

    /** Whether a key file is configured at all. */
    public boolean isConfigured() {
        return file.isPresent();
    }

    /** Signs with the keyset's primary key. */
    public RootSignature sign(byte[] message) {
        try {
            byte[] signature =
                    keyset().getPrimitive(SIGNATURE, PublicKeySign.class).sign(message);
            return new RootSignature(
                    publicKeys().keys().get(0).key(), Base64.getEncoder().encodeToString(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A root could not be signed", e);
        }
    }

    /** The public halves, the primary one first. */
    @AccessesPartialKey
    public RootKeys publicKeys() {
        try {
            KeysetHandle halves = keyset().getPublicKeysetHandle();
            List<RootKeys.Key> keys = new ArrayList<>();
            for (int i = 0; i < halves.size(); i++) {
                KeysetHandle.Entry entry = halves.getAt(i);
                Ed25519PublicKey key = (Ed25519PublicKey) entry.getKey();
                keys.add(
                        entry.isPrimary() ? 0 : keys.size(),
                        RootKeys.Key.of(key.getPublicKeyBytes().toByteArray()));
            }
            return new RootKeys(keys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key is no Tink keyset of Ed25519 keys", e);
        }
    }

    private KeysetHandle keyset() throws GeneralSecurityException {
        KeysetHandle known = keyset;
        if (known == null) {
            known = TinkJsonProtoKeysetFormat.parseKeyset(read(), SIGNATURE, InsecureSecretKeyAccess.get());
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
