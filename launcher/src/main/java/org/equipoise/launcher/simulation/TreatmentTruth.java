package org.equipoise.launcher.simulation;

import java.util.Map;

/** What nature knows, and no blinded person: on which arm a subject is. */
interface TreatmentTruth {

    /** The arm of each randomized subject. */
    Map<String, Arm> arms();
}
