package org.equipoise.testing;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Access tokens as the identity provider issues them, signed by {@link TestIssuer}'s key. */
public final class Tokens {

    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final Map<List<String>, Signed> RECENT = new ConcurrentHashMap<>();
    private static final Set<String> SERVICES = Set.of("randomizer", "ecrf-service", "stats-service", "gateway");

    private Tokens() {}

    private record Signed(String token, Instant at) {}

    /** A person with these groups, signed in through the gateway just now, or some seconds ago for a test that asks again. */
    public static String person(String name, String... groups) {
        List<String> key = Stream.concat(Stream.of(System.getProperty(TestIssuer.PRIVATE_KEY), name), Stream.of(groups))
                .toList();
        Instant now = Instant.now();
        return RECENT.compute(
                        key,
                        (person, signed) ->
                                signed != null && signed.at().plus(KEPT).isAfter(now)
                                        ? signed
                                        : new Signed(sign(claims(name, groups)), now))
                .token();
    }

    /** A person who signed in at that time; null for a token that does not say when. */
    public static String signedInAt(Instant time, String name, String... groups) {
        JwtClaimsBuilder claims = claims(name, groups);
        return sign(time == null ? claims.remove("auth_time") : claims.claim("auth_time", time.getEpochSecond()));
    }

    /** A person's token as a service holds it after a token exchange: the person's groups, the service as party. */
    public static String exchanged(String name, String party, String... groups) {
        return sign(claims(name, groups).claim("azp", party));
    }

    /** A service's own account. */
    public static String service(String clientId) {
        return sign(claims("service-account-" + clientId).claim("azp", clientId));
    }

    public static String expired(String name, String... groups) {
        Instant past = Instant.now().minusSeconds(7200);
        return sign(claims(name, groups).issuedAt(past).expiresAt(past.plusSeconds(300)));
    }

    /** A person's token that holds only for so long. */
    public static String expiringIn(Duration time, String name, String... groups) {
        return sign(claims(name, groups).expiresAt(Instant.now().plus(time)));
    }

    public static String forAnotherAudience(String name, String... groups) {
        return sign(claims(name, groups).audience("somebody-else"));
    }

    public static String ofAnotherIssuer(String name, String... groups) {
        return sign(claims(name, groups).issuer("https://elsewhere.test"));
    }

    public static String identityToken(String name, String... groups) {
        return sign(claims(name, groups).claim("typ", "ID"));
    }

    /** Well formed in everything, but signed by a key that the issuer does not know. */
    public static String forged(String name, String... groups) {
        return claims(name, groups)
                .jws()
                .keyId(TestIssuer.KEY_ID)
                .sign(TestIssuer.rsa().getPrivate());
    }

    private static JwtClaimsBuilder claims(String name, String... groups) {
        Instant now = Instant.now();
        return Jwt.issuer(TestIssuer.ISSUER)
                .subject("id-of-" + name)
                .audience(SERVICES)
                .claim("typ", "Bearer")
                .claim("azp", "gateway")
                .claim("preferred_username", name)
                .claim("auth_time", now.getEpochSecond())
                .groups(Set.copyOf(List.of(groups)))
                .issuedAt(now)
                .expiresAt(now.plusSeconds(600));
    }

    private static String sign(JwtClaimsBuilder claims) {
        return claims.jws().keyId(TestIssuer.KEY_ID).sign(privateKey());
    }

    private static PrivateKey privateKey() {
        try {
            String pem = Files.readString(Path.of(System.getProperty(TestIssuer.PRIVATE_KEY)));
            byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
