package org.equipoise.stats.scheduling;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "equipoise.runs")
public interface RunTiming {

    /** How often to look for runs that nobody told of. */
    Duration every();

    /** After how long without a beat somebody else takes a run up. */
    Duration lease();

    Duration beat();
}
