package org.equipoise.ecrf.application;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Random text that is hashed with what a hash commits to, so that nobody can try out what that is. */
final class Salt {
    private static final int BYTES = 32;

    private Salt() {}

    static String from(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
