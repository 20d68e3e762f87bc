package org.equipoise.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    @Test
    void whatIsStoredKnowsItsPasswordAndNoOther() {
        String stored = PasswordHash.of("secret", new byte[16]).toString();
        PasswordHash read = PasswordHash.parse(stored).orElseThrow();
        assertThat(stored).startsWith("pbkdf2-sha256$600000$").doesNotContain("secret");
        assertThat(read.matches("secret")).isTrue();
        assertThat(read.matches("Secret")).isFalse();
    }

    /** RFC 7914, section 11: PBKDF2-HMAC-SHA-256 ("passwd", "salt", 1 iteration), the first 32 bytes. */
    @Test
    void isThePublishedFunction() {
        String salt = Base64.getEncoder().encodeToString("salt".getBytes(StandardCharsets.US_ASCII));
        byte[] expected = HexFormat.of().parseHex("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
        String stored = "pbkdf2-sha256$1$" + salt + "$" + Base64.getEncoder().encodeToString(expected);
        assertThat(PasswordHash.parse(stored).orElseThrow().matches("passwd")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "pbkdf2-sha256$x$AA==$AA==", "pbkdf2-sha256$1$AA==", "bcrypt$1$AA==$AA=="})
    void anythingElseIsNone(String text) {
        assertThat(PasswordHash.parse(text)).isEmpty();
    }
}
