package org.equipoise.launcher.system;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A process of the system. The declared order is the order of starting; stopping goes the other way. */
public enum Part {
    POSTGRES("postgres", 5433, "EQUIPOISE_POSTGRES_PORT"),
    MONGO("mongo", 27018, "EQUIPOISE_MONGO_PORT"),
    KEYCLOAK("keycloak", 8180, "EQUIPOISE_KEYCLOAK_PORT"),
    RANDOMIZER("randomizer", 8081, "EQUIPOISE_RANDOMIZER_PORT"),
    ECRF("ecrf-service", 8082, "EQUIPOISE_ECRF_PORT"),
    STATS("stats-service", 8083, "EQUIPOISE_STATS_PORT"),
    GATEWAY("gateway", 8080, "EQUIPOISE_PORT");

    private final String id;
    private final int defaultPort;
    private final String portVariable;

    Part(String id, int defaultPort, String portVariable) {
        this.id = id;
        this.defaultPort = defaultPort;
        this.portVariable = portVariable;
    }

    public String id() {
        return id;
    }

    int defaultPort() {
        return defaultPort;
    }

    String portVariable() {
        return portVariable;
    }

    public static Part byId(String id) {
        Optional<Part> found =
                Arrays.stream(values()).filter(part -> part.id.equals(id)).findFirst();
        return found.orElseThrow(() -> new LaunchFailure("There is no part \"" + id + "\"; the parts are "
                + Arrays.stream(values()).map(Part::id).collect(Collectors.joining(", "))));
    }

    /** The four that are Equipoise's own. */
    static List<Part> services() {
        return List.of(RANDOMIZER, ECRF, STATS, GATEWAY);
    }
}
