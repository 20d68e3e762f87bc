package org.equipoise.randomizer.domain.randomness;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The secret from which everything random in a randomization list follows: 256 bits of full entropy.
 *
 * <p>Whoever holds it can recompute every arm of the list, past and future. It is therefore drawn once at activation,
 * kept encrypted, and never printed: {@link #toString()} tells nothing.
 */
public final class Seed {

    /** Length of a seed in bytes; equals the security strength of HMAC-DRBG with SHA-256. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Seed(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes over a copy of the given bytes.
     *
     * @param bytes exactly {@value #LENGTH} bytes
     * @throws IllegalArgumentException if the length differs
     */
    public static Seed of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A seed has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new Seed(bytes.clone());
    }

    /** A copy of the seed's bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seed seed && MessageDigest.isEqual(bytes, seed.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** A constant: a seed must not reach a log by accident. */
    @Override
    public String toString() {
        return "Seed[hidden]";
    }
}
