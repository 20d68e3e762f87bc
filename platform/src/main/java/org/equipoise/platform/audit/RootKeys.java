package org.equipoise.platform.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The public keys with which roots are verified. Plain Ed25519 (RFC 8032), so that anybody can do it with any tool.
 *
 * @param keys all keys that ever signed, the present one first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RootKeys(List<Key> keys) {

    private static final byte[] X509_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
    private static final int RAW_LENGTH = 32;

    /** Keeps an unmodifiable copy. */
    public RootKeys {
        keys = List.copyOf(keys);
    }

    /**
     * A public key.
     *
     * @param key its name: the first 16 hexadecimal digits of the SHA-256 of its Base64 text
     * @param algorithm always {@code Ed25519}
     * @param publicKey the 32 bytes of RFC 8032 in Base64
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Key(String key, String algorithm, String publicKey) {

        /** The key of these 32 bytes. */
        public static Key of(byte[] raw) {
            String text = Base64.getEncoder().encodeToString(raw);
            return new Key(CanonicalJson.sha256Text(text).substring(0, 16), "Ed25519", text);
        }
    }

    /** Whether the root was signed, as it stands, by one of these keys. */
    public boolean verifies(AuditRoot root) {
        return verifies(root.key(), root.signedBytes(), root.signature());
    }

    /** Whether one of these keys, of that name, made this signature (in Base64) over these bytes. */
    public boolean verifies(String name, byte[] signed, String signature) {
        return keys.stream().filter(key -> key.key().equals(name)).anyMatch(key -> verifies(key, signed, signature));
    }

    private static boolean verifies(Key key, byte[] signed, String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey(key));
            signature.update(signed);
            return signature.verify(Base64.getDecoder().decode(text));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static PublicKey publicKey(Key key) throws GeneralSecurityException {
        byte[] raw = Base64.getDecoder().decode(key.publicKey());
        if (raw.length != RAW_LENGTH) {
            throw new IllegalArgumentException("An Ed25519 public key has " + RAW_LENGTH + " bytes");
        }
        byte[] encoded = new byte[X509_PREFIX.length + RAW_LENGTH];
        System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, RAW_LENGTH);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
