package org.equipoise.randomizer.domain.randomness;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.prng.EntropySource;
import org.bouncycastle.crypto.prng.drbg.HMacSP800DRBG;
import org.bouncycastle.crypto.prng.drbg.SP80090DRBG;

/**
 * The one keyed deterministic stream: HMAC-DRBG with SHA-256, instantiated anew for each {@link StreamAddress}.
 *
 * <p><b>Construction.</b> For seed <i>s</i> and address <i>a</i>, HMAC-DRBG is instantiated with
 *
 * <pre>
 *   entropy input          = s                                     (32 bytes)
 *   nonce                  = encoded(a)                            (see {@link StreamAddress#encoded()})
 *   personalization string = "org.equipoise.randomizer/1"          (ASCII)
 *   seed material          = entropy input ‖ nonce ‖ personalization string
 * </pre>
 *
 * without reseeding, prediction resistance or additional input. Because HMAC is a pseudorandom function under a secret
 * key, the outputs at different addresses cannot be told from independent uniform bits without <i>s</i>.
 *
 * <p><b>Words.</b> Each 32-bit word <i>w</i> is one Generate call of 4 bytes, read big-endian and unsigned.
 *
 * <p><b>Bounded draws</b> are unbiased by rejection. For a bound <i>n</i> let
 * <i>L</i> = 2<sup>32</sup> − (2<sup>32</sup> mod <i>n</i>), the greatest multiple of <i>n</i> up to 2<sup>32</sup>.
 * Words with <i>w</i> ≥ <i>L</i> are discarded; the first other word gives <i>w</i> mod <i>n</i>, and each outcome has
 * probability exactly 1/<i>n</i>. Fewer than half of all words are discarded, whatever <i>n</i>.
 *
 * <p>Source: E. Barker, J. Kelsey: <i>Recommendation for Random Number Generation Using Deterministic Random Bit
 * Generators</i>, NIST SP 800-90A Rev. 1 (2015), section 10.1.2; the implementation is Bouncy Castle's
 * {@code HMacSP800DRBG}.
 *
 * <p>Instances are not safe for use by several threads.
 */
public final class KeyedStream implements Draws {

    private static final int SECURITY_STRENGTH_BITS = 256;
    private static final long WORDS = 1L << 32;
    private static final byte[] PERSONALIZATION = "org.equipoise.randomizer/1".getBytes(StandardCharsets.US_ASCII);

    private final SP80090DRBG generator;

    private KeyedStream(SP80090DRBG generator) {
        this.generator = generator;
    }

    /**
     * Opens the stream at an address, always at its first word.
     *
     * @param seed the list's secret
     * @param address where to read
     */
    public static KeyedStream at(Seed seed, StreamAddress address) {
        return new KeyedStream(new HMacSP800DRBG(
                new HMac(new SHA256Digest()),
                SECURITY_STRENGTH_BITS,
                new SeedAsEntropy(seed),
                PERSONALIZATION,
                address.encoded()));
    }

    @Override
    public int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("A draw needs at least one outcome, not " + bound);
        }
        if (bound == 1) {
            return 0;
        }
        long limit = WORDS - WORDS % bound;
        long word = word();
        while (word >= limit) {
            word = word();
        }
        return (int) (word % bound);
    }

    /**
     * Reads raw bytes of the stream in one Generate call, for salts and derived keys.
     *
     * @param count how many bytes, at least 1
     */
    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        generator.generate(bytes, null, false);
        return bytes;
    }

    private long word() {
        byte[] word = bytes(Integer.BYTES);
        return (word[0] & 0xffL) << 24 | (word[1] & 0xffL) << 16 | (word[2] & 0xffL) << 8 | (word[3] & 0xffL);
    }

    private record SeedAsEntropy(Seed seed) implements EntropySource {

        @Override
        public boolean isPredictionResistant() {
            return false;
        }

        @Override
        public byte[] getEntropy() {
            return seed.bytes();
        }

        @Override
        public int entropySize() {
            return Seed.LENGTH * Byte.SIZE;
        }
    }
}
