package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every manifest of the Kubernetes base must hold. */
class ManifestsTest {

    private static final Path BASE = Path.of("..", "k8s", "base");
    private static final Set<String> SERVICES = Set.of("gateway", "randomizer", "ecrf-service", "stats-service");
    private static final List<JsonNode> MANIFESTS = new ArrayList<>();

    @BeforeAll
    static void readAll() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (Stream<Path> files = Files.walk(BASE)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                try (MappingIterator<JsonNode> documents =
                        yaml.readerFor(JsonNode.class).readValues(file.toFile())) {
                    documents.forEachRemaining(MANIFESTS::add);
                }
            }
        }
    }

    private static List<JsonNode> kind(String kind) {
        return MANIFESTS.stream()
                .filter(m -> m.path("kind").asText().equals(kind))
                .toList();
    }

    private static String name(JsonNode manifest) {
        return manifest.at("/metadata/name").asText();
    }

    @Test
    void everyFileIsListedInItsKustomization() throws IOException {
        try (Stream<Path> files = Files.walk(BASE)) {
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith(".yaml"))
                    .toList()) {
                if (file.getFileName().toString().equals("kustomization.yaml")) {
                    continue;
                }
                assertThat(Files.readString(file.resolveSibling("kustomization.yaml")))
                        .as(file.toString())
                        .contains("- " + file.getFileName());
            }
        }
    }

    @Test
    void thereIsADeploymentForEachService() {
        assertThat(kind("Deployment")).extracting(ManifestsTest::name).containsExactlyInAnyOrderElementsOf(SERVICES);
    }

    @Test
    void podsRunWithoutPrivileges() {
        assertThat(kind("Deployment")).allSatisfy(deployment -> {
            JsonNode pod = deployment.at("/spec/template/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("initContainers")).allSatisfy(ManifestsTest::hasNoPrivileges);
            assertThat(pod.path("containers")).isNotEmpty().allSatisfy(container -> {
                hasNoPrivileges(container);
                assertThat(container.has("readinessProbe") && container.has("livenessProbe"))
                        .isTrue();
            });
        });
    }

    private static void hasNoPrivileges(JsonNode container) {
        JsonNode context = container.path("securityContext");
        assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
    }

    @Test
    void noManifestHoldsASecret() {
        assertThat(kind("Secret")).isEmpty();
        assertThat(kind("Deployment"))
                .flatExtracting(deployment -> Stream.of("initContainers", "containers")
                        .map(kind -> deployment.at("/spec/template/spec/" + kind + "/0"))
                        .toList())
                .allSatisfy(container -> assertThat(container.path("env"))
                        .filteredOn(variable -> variable.path("name").asText().matches(".*(SECRET|PASSWORD)$"))
                        .allSatisfy(variable -> assertThat(variable.at("/valueFrom/secretKeyRef/name")
                                        .asText())
                                .isNotEmpty()));
    }

    @Test
    void theDatabasesOwnerMigratesAndAnswersNoRequests() {
        assertThat(kind("Deployment"))
                .filteredOn(deployment -> Set.of("randomizer", "stats-service").contains(name(deployment)))
                .hasSize(2)
                .allSatisfy(deployment -> {
                    JsonNode pod = deployment.at("/spec/template/spec");
                    assertThat(pod.path("initContainers")).singleElement().satisfies(migration -> {
                        assertThat(value(migration, "QUARKUS_INIT_AND_EXIT")).isEqualTo("true");
                        assertThat(migration.toString())
                                .contains("-database-owner")
                                .doesNotContain("master-key");
                        assertThat(migration.path("image"))
                                .isEqualTo(pod.at("/containers/0").path("image"));
                    });
                    assertThat(pod.path("containers")).allSatisfy(container -> {
                        assertThat(container.toString()).doesNotContain("-database-owner");
                        assertThat(value(container, "EQUIPOISE_DB_MIGRATE")).isEqualTo("false");
                    });
                });
        assertThat(kind("Deployment"))
                .filteredOn(deployment -> deployment.toString().contains("-database-owner"))
                .extracting(ManifestsTest::name)
                .containsExactlyInAnyOrder("randomizer", "stats-service");
    }

    private static String value(JsonNode container, String variable) {
        for (JsonNode candidate : container.path("env")) {
            if (candidate.path("name").asText().equals(variable)) {
                return candidate.path("value").asText();
            }
        }
        return "";
    }

    @Test
    void onlyTheServicesThatKnowArmsMountAMasterKey() {
        Set<String> holders = new TreeSet<>();
        kind("Deployment").stream()
                .filter(deployment -> deployment.toString().contains("master-key"))
                .forEach(deployment -> holders.add(name(deployment)));

        assertThat(holders).containsExactly("randomizer", "stats-service");
    }

    @Test
    void everythingIsDeniedThatNoPolicyAllows() {
        assertThat(kind("NetworkPolicy"))
                .filteredOn(policy -> name(policy).equals("deny-all"))
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.at("/spec/podSelector")).isEmpty();
                    assertThat(policy.at("/spec/policyTypes").toString()).contains("Ingress", "Egress");
                });
    }

    @Test
    void nobodyButTheirServicesReachesTheRandomizerAndTheStores() {
        assertThat(callersOf("randomizer")).containsExactly("gateway", "stats-service");
        assertThat(callersOf("mongodb")).containsExactly("ecrf-service");
        assertThat(callersOf("postgres")).containsExactly("randomizer", "stats-service");
    }

    private static Set<String> callersOf(String target) {
        Set<String> callers = new TreeSet<>();
        kind("NetworkPolicy").stream()
                .filter(policy -> name(policy).equals(target))
                .forEach(policy -> policy.at("/spec/ingress")
                        .forEach(rule -> rule.path("from")
                                .forEach(from -> callers.add(from.at("/podSelector/matchLabels")
                                        .path("app.kubernetes.io/name")
                                        .asText()))));
        callers.remove("");
        return callers;
    }
}
