package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * What the committee read at a look.
 *
 * @param look the look's number
 * @param analysis the analysis' id
 * @param information subjects with the primary endpoint
 * @param z the test statistic, positive in favour of the experimental arm
 * @param efficacyZ the boundary
 * @param decision continue, stop-efficacy or stop-futility
 * @param report the address of the report
 */
public record LookResult(
        int look, String analysis, double information, double z, double efficacyZ, String decision, String report) {

    static LookResult of(JsonNode result, int look, String report) {
        return new LookResult(
                look,
                result.path("analysis").asText(),
                result.path("information").path("observed").asDouble(),
                result.path("comparison").path("z").asDouble(),
                result.path("boundary").path("efficacyZ").asDouble(),
                result.path("decision").asText(),
                report);
    }

    /** Whether the boundary says to stop. */
    public boolean stops() {
        return decision.startsWith("stop");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Look %d, %.0f subjects with the primary endpoint: z = %.4f, boundary %.4f, decision: %s",
                look,
                information,
                z,
                efficacyZ,
                decision);
    }
}
