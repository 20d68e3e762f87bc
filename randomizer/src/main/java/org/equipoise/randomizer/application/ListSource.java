package org.equipoise.randomizer.application;

/** Where a list's order of arms comes from. */
public enum ListSource {

    /** The plan's method, with draws from the list's seed. */
    GENERATED("generated"),

    /** A file that the study's statistician made. */
    UPLOADED("uploaded");

    private final String code;

    ListSource(String code) {
        this.code = code;
    }

    /** The name in records. */
    public String code() {
        return code;
    }
}
