package org.equipoise.launcher.simulation;

import java.util.Locale;

/** The two sides of the comparison, as nature knows them. */
enum Arm {
    EXPERIMENTAL,
    CONTROL;

    /** As in simulation.yaml. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
