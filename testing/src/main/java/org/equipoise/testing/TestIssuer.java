package org.equipoise.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;

/**
 * Plays the identity provider's key for a Quarkus test: the service verifies against it exactly as it does against the
 * real one, and {@link Tokens} signs with it.
 */
public class TestIssuer implements QuarkusTestResourceLifecycleManager {

    static final String ISSUER = "https://issuer.test/realms/equipoise";
    static final String KEY_ID = "test-key";
    static final String PRIVATE_KEY = "equipoise.test.private-key";

    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            KeyPair pair = rsa();
            folder = Files.createTempDirectory("equipoise-issuer");
            Path privateKey = folder.resolve("private.pem");
            Files.writeString(privateKey, pem(pair.getPrivate().getEncoded()));
            Path keys = folder.resolve("jwks.json");
            Files.writeString(keys, jwks((RSAPublicKey) pair.getPublic()));
            System.setProperty(PRIVATE_KEY, privateKey.toString());
            return Map.of(
                    "EQUIPOISE_ISSUER",
                    ISSUER,
                    "EQUIPOISE_JWKS_URL",
                    keys.toUri().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            Files.deleteIfExists(folder.resolve("private.pem"));
            Files.deleteIfExists(folder.resolve("jwks.json"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(byte[] key) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String jwks(RSAPublicKey key) {
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"" + KEY_ID + "\",\"n\":\""
                + base64(key.getModulus().toByteArray()) + "\",\"e\":\""
                + base64(key.getPublicExponent().toByteArray()) + "\"}]}";
    }

    private static String base64(byte[] number) {
        int sign = number[0] == 0 ? 1 : 0;
        byte[] unsigned = java.util.Arrays.copyOfRange(number, sign, number.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }
}
