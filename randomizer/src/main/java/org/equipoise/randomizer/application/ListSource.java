package org.equipoise.randomizer.application;

import java.util.Arrays;

/** Where a list's order of arms comes from. */
public enum ListSource {

    /** The plan's method, with draws from the list's seed. */
    GENERATED("generated"),

    /** A file that the study's statistician made. */
    UPLOADED("uploaded"),

    /** The plan's method, one by one, because it looks at the earlier subjects first: nothing is made in advance. */
    ADAPTIVE("adaptive");

    private final String code;

    ListSource(String code) {
        this.code = code;
    }

    /**
     * Finds the source by its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ListSource of(String code) {
        return Arrays.stream(values())
                .filter(source -> source.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No source of lists: " + code));
    }

    /** The name in records. */
    public String code() {
        return code;
    }
}
