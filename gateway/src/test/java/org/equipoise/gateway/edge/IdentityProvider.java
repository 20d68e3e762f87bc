package org.equipoise.gateway.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.testing.TestIssuer;

/**
 * An OpenID Connect provider for tests: authorization code with PKCE, refresh, sign-out. It signs everybody in without
 * asking; a test adds {@code test_*} parameters to the authorization address to choose the person and how long tokens
 * last.
 */
public class IdentityProvider extends TestIssuer {

    private static final String ISSUER = "https://issuer.test/realms/equipoise";
    private static final String GROUP = "/studies/KET-TRD-01/sites/01/coordinator";

    private final Map<String, Map<String, String>> grants = new ConcurrentHashMap<>();
    private HttpServer server;
    private Path keys;

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        keys = Path.of(URI.create(settings.get("EQUIPOISE_JWKS_URL")));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> json(exchange, 200, discovery()));
        server.createContext("/keys", exchange -> send(exchange, 200, "application/json", Files.readString(keys)));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
        settings.put("EQUIPOISE_ISSUER", address());
        settings.put("EQUIPOISE_CLIENT_SECRET", "gateway-secret-of-more-than-32-characters");
        return settings;
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private JsonObject discovery() {
        return new JsonObject()
                .put("issuer", ISSUER)
                .put("authorization_endpoint", address() + "/authorize")
                .put("token_endpoint", address() + "/token")
                .put("jwks_uri", address() + "/keys")
                .put("end_session_endpoint", address() + "/logout");
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        Map<String, String> grant = new HashMap<>(query);
        long ago = query.containsKey("prompt") ? 0 : 3600;
        grant.put("auth_time", String.valueOf(Instant.now().getEpochSecond() - ago));
        grants.put(code, grant);
        exchange.getResponseHeaders()
                .set("Location", query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> request =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean refresh = request.get("grant_type").equals("refresh_token");
        Map<String, String> grant = grants.remove(request.get(refresh ? "refresh_token" : "code"));
        if (grant == null || (!refresh && !verifies(grant, request.get("code_verifier")))) {
            json(exchange, 400, new JsonObject().put("error", "invalid_grant"));
            return;
        }
        Map<String, String> next = new LinkedHashMap<>(grant);
        if (refresh) {
            next.put("test_name", "refreshed");
            next.put("test_lifetime", "600");
        }
        json(exchange, 200, tokens(next));
    }

    private static boolean verifies(Map<String, String> grant, String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest)
                    .equals(grant.get("code_challenge"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonObject tokens(Map<String, String> grant) {
        long lifetime = Long.parseLong(grant.getOrDefault("test_lifetime", "600"));
        String refreshToken = UUID.randomUUID().toString();
        if (!grant.containsKey("test_norefresh")) {
            grants.put(refreshToken, grant);
        }
        return new JsonObject()
                .put("token_type", "Bearer")
                .put("expires_in", lifetime)
                .put("refresh_token", refreshToken)
                .put(
                        "id_token",
                        sign(claims(grant, lifetime)
                                .audience("gateway")
                                .claim("typ", "ID")
                                .claim("nonce", grant.get("nonce"))))
                .put(
                        "access_token",
                        sign(claims(grant, lifetime)
                                .audience(Set.of("gateway", "ecrf-service"))
                                .groups(GROUP)
                                .claim("auth_time", Long.parseLong(grant.get("auth_time")))
                                .claim("typ", "Bearer")));
    }

    private static JwtClaimsBuilder claims(Map<String, String> grant, long lifetime) {
        Instant now = Instant.now();
        return Jwt.issuer(ISSUER)
                .subject("id-of-clara")
                .claim("azp", "gateway")
                .claim("preferred_username", "clara.coordinator")
                .claim("name", grant.getOrDefault("test_name", "Clara Coordinator"))
                .issuedAt(now)
                .expiresAt(now.plusSeconds(lifetime));
    }

    private static String sign(JwtClaimsBuilder claims) {
        try {
            String pem = Files.readString(Path.of(System.getProperty("equipoise.test.private-key")));
            byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            PrivateKey privateKey = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
            return claims.jws().keyId("test-key").sign(privateKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> form(String encoded) {
        Map<String, String> values = new HashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            values.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return values;
    }

    private static void json(HttpExchange exchange, int status, JsonObject body) throws IOException {
        send(exchange, status, "application/json", body.encode());
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
        super.stop();
    }
}
