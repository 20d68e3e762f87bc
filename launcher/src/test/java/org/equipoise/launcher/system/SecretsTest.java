package org.equipoise.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path directory;

    @Test
    void a_secret_is_made_once_and_kept() {
        String first = secrets().secret("client-gateway");

        assertThat(first).matches("[A-Za-z0-9_-]{32}");
        assertThat(secrets().secret("client-gateway")).isEqualTo(first);
        assertThat(secrets().secret("client-randomizer")).isNotEqualTo(first);
    }

    @Test
    void only_the_owner_may_read_a_secret() throws IOException {
        secrets().secret("client-gateway");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("client-gateway"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_master_key_is_a_tink_keyset_that_encrypts_and_decrypts() throws IOException, GeneralSecurityException {
        Path file = secrets().masterKeyFile(Part.RANDOMIZER);

        byte[] secret = "an arm".getBytes(StandardCharsets.UTF_8);
        byte[] context = "KET-TRD-01".getBytes(StandardCharsets.UTF_8);
        byte[] sealed = aead(file).encrypt(secret, context);
        assertThat(aead(file).decrypt(sealed, context)).isEqualTo(secret);
    }

    @Test
    void each_service_has_a_master_key_of_its_own() throws IOException {
        assertThat(Files.readString(secrets().masterKeyFile(Part.RANDOMIZER)))
                .isNotEqualTo(Files.readString(secrets().masterKeyFile(Part.STATS)));
    }

    private static Aead aead(Path file) throws GeneralSecurityException, IOException {
        AeadConfig.register();
        KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        return keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private Secrets secrets() {
        return new Secrets(directory, new SecureRandom());
    }
}
