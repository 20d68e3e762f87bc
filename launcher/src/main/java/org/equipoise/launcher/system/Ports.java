package org.equipoise.launcher.system;

import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Where each part listens on 127.0.0.1. */
public record Ports(Map<Part, Integer> byPart) {

    private static final int HIGHEST = 65_535;

    public Ports {
        byPart = Map.copyOf(byPart);
        Map<Integer, Part> taken = new HashMap<>();
        for (Part part : Part.values()) {
            Integer port = byPart.get(part);
            if (port == null || port < 1 || port > HIGHEST) {
                throw new LaunchFailure("Port " + port + " of " + part.id() + " is not between 1 and " + HIGHEST);
            }
            Part other = taken.put(port, part);
            if (other != null) {
                throw new LaunchFailure("Port " + port + " is given to both " + other.id() + " and " + part.id()
                        + "; change " + part.portVariable());
            }
        }
    }

    /** The default ports, or those that the environment names, each moved up by the offset. */
    public static Ports from(Map<String, String> environment, int offset) {
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            String value = environment.get(part.portVariable());
            ports.put(part, (value == null || value.isBlank() ? part.defaultPort() : number(part, value)) + offset);
        }
        return new Ports(ports);
    }

    private static int number(Part part, String value) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new LaunchFailure(part.portVariable() + "=" + value + " is not a port number", e);
        }
    }

    public int of(Part part) {
        return byPart.get(part);
    }

    /** The page that people open. Cookies and the identity provider's redirects need this very name, not 127.0.0.1. */
    public URI address() {
        return URI.create("http://localhost:" + of(Part.GATEWAY));
    }

    /** The identity provider's realm, as tokens name it. */
    public URI issuer() {
        return URI.create("http://localhost:" + of(Part.KEYCLOAK) + "/realms/" + Realm.NAME);
    }

    /** A part's own address, past the gateway. */
    public URI base(Part part) {
        return URI.create("http://127.0.0.1:" + of(part));
    }
}
