package org.equipoise.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeysetTest {

    private static final byte[] PLACE = "place".getBytes(StandardCharsets.UTF_8);
    private static final byte[] VALUE = "an arm".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path file;
    private String wrapped;
    private byte[] ciphertext;

    @BeforeEach
    void aStudyWithASecret() throws IOException, GeneralSecurityException {
        file = Files.writeString(folder.resolve("master.json"), EnvelopeKeys.newMasterKey());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        EnvelopeKeys keys = new EnvelopeKeys(Optional.of(file));
        wrapped = keys.newStudyKey("S");
        ciphertext = keys.aead("S", wrapped).encrypt(VALUE, PLACE);
    }

    @Test
    void aNewKeyWrapsAndTheOldOneStillUnwraps() throws IOException, GeneralSecurityException {
        MasterKeyset old = MasterKeyset.read(file);
        assertThat(old.wrappedByPrimary(wrapped)).isTrue();
        MasterKeyset both = old.withNewPrimary();
        assertThat(both.size()).isEqualTo(2);
        assertThat(both.wrappedByPrimary(wrapped)).isFalse();
        assertThat(opened(wrapped)).isEqualTo(VALUE);

        String fresh = both.rewrap("S", wrapped);
        assertThat(both.wrappedByPrimary(fresh)).isTrue();
        assertThat(opened(fresh)).isEqualTo(VALUE);
    }

    @Test
    void aRetiredKeyOpensNothing() throws IOException, GeneralSecurityException {
        MasterKeyset both = MasterKeyset.read(file).withNewPrimary();
        String fresh = both.rewrap("S", wrapped);
        assertThat(both.withPrimaryOnly().size()).isEqualTo(1);
        assertThat(opened(fresh)).isEqualTo(VALUE);
        assertThatThrownBy(() -> opened(wrapped)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRunningServiceFindsTheNewKeyInTheFile() throws IOException, GeneralSecurityException {
        EnvelopeKeys running = new EnvelopeKeys(Optional.of(file));
        running.aead("S", wrapped);
        MasterKeyset both = MasterKeyset.read(file).withNewPrimary();
        String fresh = both.rewrap("S", wrapped);
        both.withPrimaryOnly();
        assertThat(running.aead("S", fresh).decrypt(ciphertext, PLACE)).isEqualTo(VALUE);
    }

    @Test
    void theFileStaysItsOwnersAloneAndNothingIsLeftBesideIt() throws IOException {
        MasterKeyset.read(file).withNewPrimary();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aKeyOfAnotherStudyOrMasterIsNotRewrapped() throws IOException {
        MasterKeyset master = MasterKeyset.read(file);
        assertThatThrownBy(() -> master.rewrap("T", wrapped)).isInstanceOf(IllegalStateException.class);
        Path other = Files.writeString(folder.resolve("other.json"), EnvelopeKeys.newMasterKey());
        MasterKeyset stranger = MasterKeyset.read(other);
        assertThatThrownBy(() -> stranger.rewrap("S", wrapped)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> MasterKeyset.read(Files.writeString(folder.resolve("x"), "no key")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no master key");
    }

    private byte[] opened(String key) throws GeneralSecurityException {
        Aead aead = new EnvelopeKeys(Optional.of(file)).aead("S", key);
        return aead.decrypt(ciphertext, PLACE);
    }
}
