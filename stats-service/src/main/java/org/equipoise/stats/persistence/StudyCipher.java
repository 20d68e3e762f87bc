package org.equipoise.stats.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Seals and opens values under one study's key; a sealed value opens only under the study, analysis and column it was sealed for. */
record StudyCipher(Aead aead, ObjectMapper json, String study) {

    byte[] seal(Object value, String row, String column) {
        try {
            return aead.encrypt(json.writeValueAsBytes(value), associated(row, column));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A value to be sealed has no JSON form");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A value could not be sealed", e);
        }
    }

    <T> T open(byte[] sealed, String row, String column, Class<T> type) {
        try {
            return json.readValue(aead.decrypt(sealed, associated(row, column)), type);
        } catch (IOException e) {
            throw new IllegalStateException("A sealed value does not have the expected form");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A sealed value does not open: it was changed or moved", e);
        }
    }

    private byte[] associated(String row, String column) {
        return (study + "|" + row + "|" + column).getBytes(StandardCharsets.UTF_8);
    }
}
