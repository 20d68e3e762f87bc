package org.equipoise.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");

    private JsonNode realm;

    @BeforeEach
    void read() throws IOException {
        realm = new ObjectMapper().readTree(Realm.definition());
    }

    @Test
    void each_placeholder_of_the_definition_is_filled_at_the_start(@TempDir Path directory) {
        Map<String, String> values =
                Realm.placeholders(Ports.from(Map.of(), 0), new Secrets(directory, new SecureRandom()));

        Matcher matcher = PLACEHOLDER.matcher(realm.toString());
        assertThat(matcher.results().map(found -> found.group(1))).isNotEmpty().isSubsetOf(values.keySet());
    }

    @Test
    void no_client_s_secret_is_in_the_repository() {
        assertThat(realm.findValuesAsText("secret")).hasSize(4).allMatch(secret -> secret.startsWith("${"));
    }

    @Test
    void only_the_client_for_programs_takes_passwords() {
        assertThat(clientsWith("directAccessGrantsEnabled")).containsExactly("equipoise-cli");
    }

    @Test
    void only_the_statistics_may_exchange_a_person_s_token() {
        assertThat(realm.path("clients"))
                .filteredOn(client -> client.path("attributes").has("standard.token.exchange.enabled"))
                .extracting(client -> client.path("clientId").asText())
                .containsExactly("stats-service");
    }

    @Test
    void guessing_passwords_is_slowed_down_and_weak_ones_are_refused() {
        assertThat(realm.path("bruteForceProtected").asBoolean()).isTrue();
        assertThat(realm.path("passwordPolicy").asText()).contains("length(12)", "notUsername");
        assertThat(realm.path("registrationAllowed").asBoolean(true)).isFalse();
    }

    @Test
    void the_realm_s_own_client_scopes_stay_which_carry_the_subject_and_the_time_of_sign_in() {
        assertThat(realm.has("clientScopes")).isFalse();
        assertThat(realm.path("clients"))
                .allSatisfy(client -> assertThat(client.path("defaultClientScopes"))
                        .extracting(JsonNode::asText)
                        .contains("basic", "profile"));
    }

    private List<String> clientsWith(String flag) {
        return realm.path("clients")
                .valueStream()
                .filter(client -> client.path(flag).asBoolean())
                .map(client -> client.path("clientId").asText())
                .toList();
    }
}
