package org.equipoise.launcher.verification;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keyed stream as {@code docs/methods/randomization.md} defines it: HMAC-DRBG with SHA-256 (NIST SP 800-90A Rev. 1,
 * 10.1.2), instantiated anew at each address of a seed.
 */
final class SecretStream {

    private static final String PERSONALIZATION = "org.equipoise.randomizer/1";
    private static final String HMAC = "HmacSHA256";
    private static final int BLOCK = 32;
    private static final int LONG_WORD = 32;
    private static final int SHORT_WORD = 16;

    private byte[] key = new byte[BLOCK];
    private byte[] value = new byte[BLOCK];

    SecretStream(byte[] seed, List<String> address, long index) {
        ByteArrayOutputStream material = new ByteArrayOutputStream();
        material.writeBytes(seed);
        for (String text : address) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            material.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            material.writeBytes(bytes);
        }
        material.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
        material.writeBytes(PERSONALIZATION.getBytes(StandardCharsets.UTF_8));
        Arrays.fill(value, (byte) 1);
        update(material.toByteArray());
    }

    byte[] bytes(int count) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        while (result.size() < count) {
            value = hmac(key, value);
            result.writeBytes(value);
        }
        update(new byte[0]);
        return Arrays.copyOf(result.toByteArray(), count);
    }

    /** A number from 0 to <i>n</i> − 1, each with the same probability. */
    int below(int n) {
        if (n == 1) {
            return 0;
        }
        long limit = (1L << LONG_WORD) / n * n;
        long word;
        do {
            word = Integer.toUnsignedLong(ByteBuffer.wrap(bytes(Integer.BYTES)).getInt());
        } while (word >= limit);
        return (int) (word % n);
    }

    /** The outcome whose probability is its weight among all. */
    int weighted(List<BigInteger> weights) {
        BigInteger divisor = weights.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
        BigInteger total =
                weights.stream().reduce(BigInteger.ZERO, BigInteger::add).divide(divisor);
        BigInteger drawn =
                total.bitLength() < LONG_WORD ? BigInteger.valueOf(below(total.intValueExact())) : wide(total);
        BigInteger reached = BigInteger.ZERO;
        int outcome = -1;
        while (reached.compareTo(drawn) <= 0) {
            outcome++;
            reached = reached.add(weights.get(outcome).divide(divisor));
        }
        return outcome;
    }

    private BigInteger wide(BigInteger total) {
        int bits = total.subtract(BigInteger.ONE).bitLength();
        BigInteger drawn;
        do {
            drawn = BigInteger.valueOf(below(1 << (bits % SHORT_WORD)));
            for (int left = bits / SHORT_WORD; left > 0; left--) {
                drawn = drawn.shiftLeft(SHORT_WORD).or(BigInteger.valueOf(below(1 << SHORT_WORD)));
            }
        } while (drawn.compareTo(total) >= 0);
        return drawn;
    }

    private void update(byte[] data) {
        for (int round = 0; round < (data.length == 0 ? 1 : 2); round++) {
            key = hmac(
                    key,
                    ByteBuffer.allocate(BLOCK + 1 + data.length)
                            .put(value)
                            .put((byte) round)
                            .put(data)
                            .array());
            value = hmac(key, value);
        }
    }

    static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }
}
