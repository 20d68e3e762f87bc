package org.equipoise.randomizer.domain.list;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret rearrangement of the numbers 0, …, <i>N</i> − 1, so that consecutive entries get numbers without visible
 * order, and no two entries get the same.
 *
 * <p><b>Rule.</b> Let <i>h</i> be the least number of bits with 2<sup>2<i>h</i></sup> ≥ <i>N</i>. A balanced Feistel
 * network of {@value #ROUNDS} rounds permutes the 2<i>h</i>-bit numbers: with the halves (<i>A</i>, <i>B</i>), round
 * <i>i</i> = 0, … maps
 *
 * <pre>   (A, B) → (B, A ⊕ F(i, B)),   F(i, B) = the h leading bits of HMAC-SHA-256(key, i ‖ B) </pre>
 *
 * where <i>i</i> is one byte and <i>B</i> four bytes, big-endian. A result of <i>N</i> or more is put through the
 * network again until it falls below <i>N</i> (cycle walking); since the network is a bijection, so is the whole.
 *
 * <p>Ten rounds and a domain of a million are what NIST SP 800-38G Rev. 1 asks of the kindred FF1. Sources: M. Luby,
 * C. Rackoff, <i>SIAM J. Comput.</i> 17 (1988) 373; J. Black, P. Rogaway: <i>Ciphers with Arbitrary Finite Domains</i>,
 * CT-RSA 2002.
 */
public final class KeyedPermutation {

    private static final int ROUNDS = 10;
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;
    private final int size;
    private final int halfBits;

    /**
     * Makes the permutation of a key.
     *
     * @param key at least 16 secret bytes
     * @param size <i>N</i>, from 2 to 2<sup>30</sup>
     * @throws IllegalArgumentException if the key is too short or the size out of range
     */
    public KeyedPermutation(byte[] key, int size) {
        if (key.length < 16 || size < 2 || size > 1 << 30) {
            throw new IllegalArgumentException("A permutation needs a key of 16 bytes or more and 2 to 2^30 elements");
        }
        this.key = new SecretKeySpec(key, HMAC);
        this.size = size;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
        this.halfBits = (bits + 1) / 2;
    }

    /**
     * The image of a number.
     *
     * @param number from 0 to <i>N</i> − 1
     * @throws IllegalArgumentException if the number is out of range
     */
    public int apply(int number) {
        if (number < 0 || number >= size) {
            throw new IllegalArgumentException("Not a number from 0 to " + (size - 1) + ": " + number);
        }
        Mac mac = mac();
        int image = throughNetwork(number, mac);
        while (image >= size) {
            image = throughNetwork(image, mac);
        }
        return image;
    }

    private int throughNetwork(int number, Mac mac) {
        int left = number >>> halfBits;
        int right = number & ((1 << halfBits) - 1);
        for (int round = 0; round < ROUNDS; round++) {
            int next = left ^ roundFunction(round, right, mac);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }

    private int roundFunction(int round, int half, Mac mac) {
        mac.update((byte) round);
        byte[] image =
                mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(half).array());
        return ByteBuffer.wrap(image).getInt() >>> (Integer.SIZE - halfBits);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }
}
