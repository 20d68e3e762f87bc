package org.equipoise.randomizer.domain.kit;

import java.util.Arrays;
import java.util.Objects;

/**
 * Where a kit is, or was last.
 *
 * @param kind what sort of place
 * @param id which
 */
public record KitPlace(Kind kind, String id) {

    /** Checks that nothing is missing. */
    public KitPlace {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /** What sorts of places there are. */
    public enum Kind {
        /** A store from which sites are supplied. */
        DEPOT("depot"),
        /** On the way, in a shipment. */
        SHIPMENT("shipment"),
        /** A site, or one of its subjects. */
        SITE("site");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    /** A depot. */
    public static KitPlace depot(String depot) {
        return new KitPlace(Kind.DEPOT, depot);
    }

    /** A shipment underway. */
    public static KitPlace shipment(String shipment) {
        return new KitPlace(Kind.SHIPMENT, shipment);
    }

    /** A site. */
    public static KitPlace site(String site) {
        return new KitPlace(Kind.SITE, site);
    }

    /** The place as one text, for example {@code site/01}. */
    public String text() {
        return kind.code + "/" + id;
    }

    /**
     * Reads a place from its text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static KitPlace parse(String text) {
        int slash = text.indexOf('/');
        return Arrays.stream(Kind.values())
                .filter(kind -> slash > 0 && kind.code.equals(text.substring(0, slash)))
                .findFirst()
                .map(kind -> new KitPlace(kind, text.substring(slash + 1)))
                .orElseThrow(() -> new IllegalArgumentException("Not a place of kits: " + text));
    }
}
