package org.equipoise.randomizer.crypto;

import com.google.crypto.tink.Aead;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import org.equipoise.platform.crypto.EnvelopeKeys;
import org.equipoise.randomizer.application.StudyCipher;
import org.equipoise.randomizer.application.StudyKeys;

@ApplicationScoped
class TinkStudyKeys implements StudyKeys {

    private final EnvelopeKeys keys;

    TinkStudyKeys(EnvelopeKeys keys) {
        this.keys = keys;
    }

    @Override
    public String newWrappedKey(String study) {
        return keys.newStudyKey(study);
    }

    @Override
    public StudyCipher cipher(String study, String wrappedKey) {
        return new TinkCipher(keys.aead(study, wrappedKey));
    }

    private record TinkCipher(Aead aead) implements StudyCipher {

        @Override
        public byte[] seal(byte[] plaintext, byte[] place) {
            try {
                return aead.encrypt(plaintext, place);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("A secret could not be sealed", e);
            }
        }

        @Override
        public byte[] open(byte[] ciphertext, byte[] place) {
            try {
                return aead.decrypt(ciphertext, place);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("A secret does not open at its place: it was changed or moved", e);
            }
        }
    }
}
