package org.equipoise.randomizer.domain.plan;

import java.util.Arrays;
import java.util.Optional;

/** Whether a site may randomize before anybody has said so. */
public enum SitesStart {

    /** Sites are open from the plan's activation on, until they are paused. */
    ACTIVE("active"),

    /** Each site opens when it is activated. */
    INACTIVE("inactive");

    private final String code;

    SitesStart(String code) {
        this.code = code;
    }

    /** The name in a plan. */
    public String code() {
        return code;
    }

    /** Finds the start by its name in a plan; a plan that says nothing means {@link #ACTIVE}. */
    public static Optional<SitesStart> of(String code) {
        return code == null
                ? Optional.of(ACTIVE)
                : Arrays.stream(values())
                        .filter(start -> start.code.equals(code))
                        .findFirst();
    }
}
