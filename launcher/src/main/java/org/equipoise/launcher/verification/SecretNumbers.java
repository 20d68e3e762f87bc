package org.equipoise.launcher.verification;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Numbers of a list as {@code docs/methods/randomization.md} defines them: a letter, six digits by a keyed permutation of a
 * million, and Damm's check digit.
 */
final class SecretNumbers {

    private static final int SIZE = 1_000_000;
    private static final int HALF_BITS = 10;
    private static final int ROUNDS = 10;

    /** Damm's quasigroup of order 10, row by row. */
    private static final String[] DAMM = {
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"
    };

    private final String letter;
    private final byte[] key;

    SecretNumbers(String letter, byte[] key) {
        this.letter = letter;
        this.key = key.clone();
    }

    String number(int entry) {
        int image = network(entry);
        while (image >= SIZE) {
            image = network(image);
        }
        String digits = String.format(Locale.ROOT, "%06d", image);
        char check = '0';
        for (int i = 0; i < digits.length(); i++) {
            check = DAMM[check - '0'].charAt(digits.charAt(i) - '0');
        }
        return letter + digits + check;
    }

    private int network(int number) {
        int left = number >> HALF_BITS;
        int right = number & ((1 << HALF_BITS) - 1);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = ByteBuffer.allocate(1 + Integer.BYTES)
                    .put((byte) round)
                    .putInt(right)
                    .array();
            int image = ByteBuffer.wrap(SecretStream.hmac(key, input)).getInt() >>> (Integer.SIZE - HALF_BITS);
            int next = left ^ image;
            left = right;
            right = next;
        }
        return (left << HALF_BITS) | right;
    }
}
