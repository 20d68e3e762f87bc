package org.equipoise.launcher.system;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;

/** A Tink keyset in JSON with one AES-256-GCM key, written without the library, which a launcher has no other use for. */
final class MasterKey {

    private static final int KEY_BYTES = 32;

    /** Protocol buffer tag of field 3 (key_value) with wire type 2 (length-delimited). */
    private static final byte KEY_VALUE_TAG = 0x1a;

    private MasterKey() {}

    static String generate(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        byte[] message = ByteBuffer.allocate(2 + KEY_BYTES)
                .put(KEY_VALUE_TAG)
                .put((byte) KEY_BYTES)
                .put(key)
                .array();
        int id = 1 + random.nextInt(Integer.MAX_VALUE - 1);
        return """
                {"primaryKeyId":%1$d,"key":[{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey",\
                "value":"%2$s","keyMaterialType":"SYMMETRIC"},"status":"ENABLED","keyId":%1$d,"outputPrefixType":"TINK"}]}
                """.formatted(id, Base64.getEncoder().encodeToString(message));
    }
}
