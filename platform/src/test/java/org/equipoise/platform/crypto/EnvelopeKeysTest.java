package org.equipoise.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeKeysTest {

    private static final byte[] PLACE = "S/list/stratum/1".getBytes(StandardCharsets.UTF_8);
    private static final byte[] VALUE = "an arm".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private EnvelopeKeys keys;

    @BeforeEach
    void makeMasterKey() throws IOException {
        keys = keysOf("master");
    }

    private EnvelopeKeys keysOf(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), EnvelopeKeys.newMasterKey());
        return new EnvelopeKeys(Optional.of(file));
    }

    @Test
    void whatIsEncryptedComesBackAndEqualValuesLookDifferent() throws GeneralSecurityException {
        Aead aead = keys.aead("S", keys.newStudyKey("S"));

        byte[] once = aead.encrypt(VALUE, PLACE);
        byte[] twice = aead.encrypt(VALUE, PLACE);

        assertThat(aead.decrypt(once, PLACE)).isEqualTo(VALUE);
        assertThat(once).isNotEqualTo(twice);
    }

    @Test
    void aCiphertextDoesNotOpenInAnotherPlace() throws GeneralSecurityException {
        Aead aead = keys.aead("S", keys.newStudyKey("S"));
        byte[] ciphertext = aead.encrypt(VALUE, PLACE);

        assertThatThrownBy(() -> aead.decrypt(ciphertext, "S/list/stratum/2".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void aStudyKeyOpensOnlyForItsStudyAndItsMaster() throws IOException {
        String wrapped = keys.newStudyKey("S");
        EnvelopeKeys otherMaster = keysOf("other");

        assertThatThrownBy(() -> keys.aead("T", wrapped)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> otherMaster.aead("S", wrapped)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMissingMasterKeyIsNamed() {
        EnvelopeKeys none = new EnvelopeKeys(Optional.empty());

        assertThatThrownBy(() -> none.newStudyKey("S")).hasMessageContaining("EQUIPOISE_MASTER_KEY_FILE");
    }
}
