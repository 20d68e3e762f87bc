package org.equipoise.randomizer.domain.randomness;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes fields one after another so that different fields never give the same bytes.
 *
 * <p>Texts and byte strings are preceded by their length (4 bytes, big-endian), numbers take 8 bytes, big-endian. The
 * encoding of a fixed sequence of fields is injective, which is what makes it fit for hashing and for nonces.
 */
public final class FieldEncoding {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Appends a text as UTF-8, preceded by its length in bytes. */
    public FieldEncoding text(String text) {
        return binary(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends bytes, preceded by their number. */
    public FieldEncoding binary(byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
        return this;
    }

    /** Appends a number as 8 bytes, big-endian. */
    public FieldEncoding number(long number) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    /** Everything written so far. */
    public byte[] bytes() {
        return out.toByteArray();
    }
}
