package org.equipoise.stats.scheduling;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;

@ConfigMapping(prefix = "equipoise.runs")
public interface RunTiming {

    /** How often to look for runs that nobody told of. */
    Duration every();

    /** After how long without a beat somebody else takes a run up. */
    Duration lease();

    Duration beat();

    /** How long to wait before each further attempt to read data from a neighbour that is out of reach. */
    List<Duration> pauses();
}
