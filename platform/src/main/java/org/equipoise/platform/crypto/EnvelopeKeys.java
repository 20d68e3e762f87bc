package org.equipoise.platform.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Envelope encryption: each study has its own AES-256-GCM keyset, stored wrapped by a master key that is kept outside
 * the database. Encrypting the same value twice gives different ciphertexts.
 */
@ApplicationScoped
public class EnvelopeKeys {

    private static final Configuration AEAD = AeadConfig2026.get();

    private final Optional<Path> masterKeyFile;
    private volatile Aead master;

    public EnvelopeKeys(@ConfigProperty(name = "equipoise.master-key-file") Optional<Path> masterKeyFile) {
        this.masterKeyFile = masterKeyFile;
    }

    /** A new master keyset as JSON, to be kept where only the service can read it. */
    public static String newMasterKey() {
        try {
            KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AEAD);
            return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, AEAD, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No master key could be made", e);
        }
    }

    /** A new data key for a study, wrapped by the master key and bound to the study's name. */
    public String newStudyKey(String study) {
        try {
            KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AEAD);
            return TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(keyset, master(), bytes(study), AEAD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No data key could be made", e);
        }
    }

    /**
     * The cipher of a study's wrapped key. A key that does not open is tried once more with what the file holds now: the
     * master key may have been rotated while this process ran.
     */
    public Aead aead(String study, String wrappedKey) {
        try {
            return unwrap(study, wrappedKey);
        } catch (GeneralSecurityException e) {
            master = null;
        }
        try {
            return unwrap(study, wrappedKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The study's key does not open with this master key", e);
        }
    }

    private Aead unwrap(String study, String wrappedKey) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(wrappedKey, master(), bytes(study), AEAD)
                .getPrimitive(AEAD, Aead.class);
    }

    private Aead master() throws GeneralSecurityException {
        Aead known = master;
        if (known == null) {
            known = TinkJsonProtoKeysetFormat.parseKeyset(read(), AEAD, InsecureSecretKeyAccess.get())
                    .getPrimitive(AEAD, Aead.class);
            master = known;
        }
        return known;
    }

    private String read() {
        Path file = masterKeyFile.orElseThrow(
                () -> new IllegalStateException("EQUIPOISE_MASTER_KEY_FILE names no file with the master key"));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("The master key cannot be read from " + file, e);
        }
    }

    private static byte[] bytes(String study) {
        return study.getBytes(StandardCharsets.UTF_8);
    }
}
