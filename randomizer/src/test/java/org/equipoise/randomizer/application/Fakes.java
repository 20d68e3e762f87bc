package org.equipoise.randomizer.application;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.equipoise.randomizer.domain.randomness.Seed;

/** What use cases need beside their stores, made predictable. */
final class Fakes {

    static final Instant NOW = Instant.parse("2026-03-01T09:40:00.123Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Actor PERSON = new Actor("id-1", "clara", Optional.of("gateway"), false, "request-1");

    private Fakes() {}

    static Actor through(String party) {
        return new Actor("id-2", "dora", Optional.of(party), false, "request-2");
    }

    /** A cipher that anyone can read, but that keeps a text at its place. */
    static final class OpenKeys implements StudyKeys {

        @Override
        public String newWrappedKey(String study) {
            return "key of " + study;
        }

        @Override
        public StudyCipher cipher(String study, String wrappedKey) {
            if (!wrappedKey.equals("key of " + study)) {
                throw new IllegalStateException("wrong key");
            }
            return new OpenCipher();
        }
    }

    private static final class OpenCipher implements StudyCipher {

        @Override
        public byte[] seal(byte[] plaintext, byte[] place) {
            return (hex(place) + ":" + hex(plaintext)).getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] open(byte[] ciphertext, byte[] place) {
            String[] parts = new String(ciphertext, StandardCharsets.US_ASCII).split(":", 2);
            if (!parts[0].equals(hex(place))) {
                throw new IllegalStateException("wrong place");
            }
            return HexFormat.of().parseHex(parts[1]);
        }

        private static String hex(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    }

    /** Always the same seed, and identifiers in a row. */
    static final class KnownSecrets implements SecretSource {

        private int identifiers;

        @Override
        public Seed seed() {
            byte[] bytes = new byte[Seed.LENGTH];
            Arrays.fill(bytes, (byte) 5);
            return Seed.of(bytes);
        }

        @Override
        public String identifier() {
            identifiers++;
            return "list-" + identifiers;
        }
    }
}
