package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A real trial, entered through the gateway as its people would and analysed: the result is the published one. Its data are no
 * part of the repository; {@code EQUIPOISE_NIMH_DATA} names their folder, and without it the journey is skipped.
 */
@ExtendWith(SharedSystem.class)
class ReplayJourney {

    private static final String FOLDER = "EQUIPOISE_NIMH_DATA";
    private static final Offset<Double> PRINTED = within(5e-5);

    private final SharedSystem system;

    ReplayJourney(SharedSystem system) {
        this.system = system;
    }

    @Test
    void theFirstInfusionsOfTheCrossoverGiveTheirPublishedResult() {
        String folder = System.getenv(FOLDER);
        assumeTrue(
                folder != null && Files.exists(Path.of(folder, "participants.tsv")),
                "skipped: " + FOLDER + " does not name a folder with participants.tsv and phenotype.tsv");

        JsonNode result = system.replay("nimh-crossover", Path.of(folder));

        JsonNode comparison = result.path("comparison");
        assertThat(result.at("/information/observed").asInt()).isEqualTo(28);
        assertThat(Math.abs(comparison.path("estimate").asDouble())).isCloseTo(9.65505, PRINTED);
        assertThat(comparison.path("standardError").asDouble()).isCloseTo(3.28863, PRINTED);
        assertThat(comparison.path("df").asDouble()).isEqualTo(25);
        assertThat(comparison.path("z").asDouble()).isPositive();
    }
}
