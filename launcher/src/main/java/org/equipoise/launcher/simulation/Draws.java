package org.equipoise.launcher.simulation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers by purpose: the same seed and the same words give the same numbers, in whatever order they are asked for.
 *
 * @param seed the simulation's seed
 * @param owner whose draws these are, for example a participant's number
 */
record Draws(long seed, String owner) {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    /** A fresh generator for a purpose (the words are hashed by FNV-1a, and SplittableRandom mixes the result). */
    RandomGenerator of(String... purpose) {
        long hash = OFFSET_BASIS;
        for (byte b : (seed + "/" + owner + "/" + String.join("/", purpose)).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return new SplittableRandom(hash);
    }

    boolean chance(double probability, String... purpose) {
        return of(purpose).nextDouble() < probability;
    }

    <T> T oneOf(List<T> choices, String... purpose) {
        return choices.get(of(purpose).nextInt(choices.size()));
    }
}
