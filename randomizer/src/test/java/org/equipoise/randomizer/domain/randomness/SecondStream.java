package org.equipoise.randomizer.domain.randomness;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-DRBG written a second time, from NIST SP 800-90A Rev. 1 section 10.1.2 and the JDK's HMAC alone, to check the
 * first. It shares no code with the production stream.
 */
public final class SecondStream {

    private byte[] key = new byte[32];
    private byte[] value = new byte[32];

    /** Instantiates at an address given as its fields. */
    public SecondStream(byte[] seed, String study, String list, String stratum, String purpose, long index) {
        try {
            ByteArrayOutputStream material = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(material);
            out.write(seed);
            for (String field : new String[] {study, list, stratum, purpose}) {
                byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            out.writeLong(index);
            out.write("org.equipoise.randomizer/1".getBytes(StandardCharsets.US_ASCII));
            Arrays.fill(value, (byte) 1);
            update(material.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    SecondStream(byte[] seed, StreamAddress a) {
        this(seed, a.study(), a.list(), a.stratum(), a.purpose(), a.index());
    }

    /** HMAC_DRBG_Generate without additional input. */
    public byte[] generate(int count) {
        byte[] result = new byte[count];
        for (int filled = 0; filled < count; filled += 32) {
            value = hmac(value);
            System.arraycopy(value, 0, result, filled, Math.min(32, count - filled));
        }
        update(new byte[0]);
        return result;
    }

    /** The bounded draw by its definition, in integers of any size. */
    public int below(int bound) {
        if (bound == 1) {
            return 0;
        }
        BigInteger words = BigInteger.TWO.pow(32);
        BigInteger n = BigInteger.valueOf(bound);
        BigInteger limit = words.subtract(words.mod(n));
        while (true) {
            BigInteger word = new BigInteger(1, generate(4));
            if (word.compareTo(limit) < 0) {
                return word.mod(n).intValueExact();
            }
        }
    }

    private void update(byte[] data) {
        key = hmac(value, new byte[] {0}, data);
        value = hmac(value);
        if (data.length > 0) {
            key = hmac(value, new byte[] {1}, data);
            value = hmac(value);
        }
    }

    private byte[] hmac(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
