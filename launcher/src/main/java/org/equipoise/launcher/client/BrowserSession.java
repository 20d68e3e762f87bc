package org.equipoise.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.equipoise.launcher.system.LaunchFailure;

/**
 * A person who has just signed in as in a browser: with a password at the identity provider, and with a session cookie
 * at the gateway. Signatures and code breaks need that; a token from a command line does not say when its owner proved
 * who they are.
 */
public final class BrowserSession {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern LOGIN_FORM = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
    private static final int MOST_REDIRECTS = 12;

    private final HttpClient http;
    private final URI gateway;
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    private BrowserSession(HttpClient http, URI gateway) {
        this.http = http;
        this.gateway = gateway;
    }

    /**
     * Signs in.
     *
     * @param gateway where people reach the system
     * @param user whose name is typed
     * @param password what is typed with it
     * @return the session
     * @throws LaunchFailure if that does not lead back to the gateway
     */
    public static BrowserSession signIn(URI gateway, String user, String password) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        BrowserSession session = new BrowserSession(http, gateway);
        try {
            HttpResponse<String> page =
                    session.follow(session.get(gateway.resolve("/sign-in?reauthenticate=true&returnTo=/")));
            Matcher form = LOGIN_FORM.matcher(page.body());
            if (!form.find()) {
                throw new LaunchFailure("The identity provider showed no form to sign in " + user);
            }
            HttpResponse<String> back = session.follow(session.submit(
                    page.uri().resolve(form.group(1).replace("&amp;", "&")),
                    Map.of("username", user, "password", password)));
            if (!back.uri().getAuthority().equals(gateway.getAuthority())) {
                throw new LaunchFailure("The identity provider did not accept the password of " + user);
            }
            return session;
        } catch (IOException e) {
            throw new LaunchFailure("Nobody answered the sign-in of " + user + " at " + gateway, e);
        }
    }

    /**
     * Makes a call in this session, whoever it names as user.
     *
     * @param call the request
     * @return the answer, whatever its status
     */
    public Answer send(Call call) {
        URI address = gateway.resolve(call.path());
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Accept", "application/json, application/problem+json")
                .header("X-Equipoise-CSRF", "1")
                .header("Origin", gateway.toString())
                .method(
                        call.method(),
                        call.body()
                                .map(body -> BodyPublishers.ofString(body.toString()))
                                .orElseGet(BodyPublishers::noBody));
        if (call.body().isPresent()) {
            request.header("Content-Type", "application/json");
        }
        call.headers().forEach(request::header);
        try {
            HttpResponse<String> response = exchange(address, request);
            return new Answer(call, response.statusCode(), json(response.body()));
        } catch (IOException e) {
            throw new LaunchFailure("Nothing answers " + call + " at " + gateway, e);
        }
    }

    private static JsonNode json(String body) throws IOException {
        return body.startsWith("{") || body.startsWith("[") ? JSON.readTree(body) : MissingNode.getInstance();
    }

    private HttpResponse<String> get(URI address) throws IOException {
        return exchange(
                address, HttpRequest.newBuilder(address).timeout(TIMEOUT).header("Accept", "text/html"));
    }

    private HttpResponse<String> submit(URI address, Map<String, String> fields) throws IOException {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return exchange(
                address,
                HttpRequest.newBuilder(address)
                        .timeout(TIMEOUT)
                        .header("Accept", "text/html")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> follow(HttpResponse<String> first) throws IOException {
        HttpResponse<String> response = first;
        for (int i = 0; i < MOST_REDIRECTS && response.statusCode() / 100 == 3; i++) {
            String location = response.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new LaunchFailure("A redirect of the sign-in led nowhere"));
            response = get(response.uri().resolve(location));
        }
        return response;
    }

    private HttpResponse<String> exchange(URI address, HttpRequest.Builder request) throws IOException {
        Map<String, String> known = cookies.computeIfAbsent(address.getAuthority(), host -> new TreeMap<>());
        if (!known.isEmpty()) {
            request.header(
                    "Cookie",
                    known.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(cookie -> remember(known, cookie));
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted while signing in", e);
        }
    }

    private static void remember(Map<String, String> known, String setCookie) {
        String pair = setCookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        String name = pair.substring(0, equals).strip();
        String value = pair.substring(equals + 1).strip();
        boolean gone = value.isEmpty() || setCookie.matches("(?i).*;\\s*max-age=0\\b.*");
        if (gone) {
            known.remove(name);
        } else {
            known.put(name, value);
        }
    }
}
