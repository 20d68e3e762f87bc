package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.equipoise.launcher.system.LaunchFailure;

/**
 * The arms, as the randomizer gives them for a closed analysis.
 *
 * <p>A simulated effect has to be drawn from the arm, and no blinded role can read one: that is the platform's promise. So
 * the simulation goes the one way that exists. It takes a committee member's token and exchanges it as the stats service,
 * which it can do only because it runs on the local machine and knows that service's secret, and asks the randomizer for
 * the allocations. Each such call is entered in the unblinding register, under the analysis id
 * {@value #ANALYSIS}. A real system gives nobody that secret, so this works with the local, simulated system only.
 *
 * @param http sends the requests
 * @param tokenEndpoint the realm's token endpoint
 * @param randomizer the randomizer's own address, past the gateway, which has no such audience
 * @param study the study
 * @param clientSecret the secret of the stats service
 * @param committeeToken gives a committee member's access token
 */
record ExchangedTruth(
        HttpClient http,
        URI tokenEndpoint,
        URI randomizer,
        String study,
        String clientSecret,
        Supplier<String> committeeToken)
        implements TreatmentTruth {

    static final String ANALYSIS = "simulation-truth";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    @Override
    public Map<String, Arm> arms() {
        URI path = randomizer.resolve("/api/randomizer/studies/" + study + "/allocations?analysis=" + ANALYSIS);
        JsonNode answer = send(
                HttpRequest.newBuilder(path)
                        .header("Authorization", "Bearer " + exchanged())
                        .GET()
                        .build(),
                "The randomizer gives no allocations to the simulation");
        List<String> controls = answer.path("arms").findParents("code").stream()
                .filter(arm -> arm.path("control").asBoolean())
                .map(arm -> arm.path("code").asText())
                .toList();
        Map<String, Arm> arms = new HashMap<>();
        answer.path("items")
                .forEach(item -> arms.put(
                        item.path("subject").asText(),
                        controls.contains(item.path("arm").asText()) ? Arm.CONTROL : Arm.EXPERIMENTAL));
        return arms;
    }

    private String exchanged() {
        String form = Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "client_id", "stats-service",
                        "client_secret", clientSecret,
                        "subject_token", committeeToken.get(),
                        "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                        "audience", "randomizer")
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(tokenEndpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return send(request, "The identity provider exchanges no token for the simulation")
                .path("access_token")
                .asText();
    }

    private JsonNode send(HttpRequest request, String problem) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != OK) {
                String detail = answer.path("detail")
                        .asText(answer.path("error_description").asText());
                throw new LaunchFailure(problem + ": " + response.statusCode() + " " + detail);
            }
            return answer;
        } catch (IOException e) {
            throw new LaunchFailure(problem + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted while asking for allocations", e);
        }
    }
}
