package org.equipoise.stats.domain.mmrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.junit.jupiter.api.Test;

/** SAS PROC MIXED with ddfm=kr and ddfm=kr(linear), to the 5e-4 to which its convergence allows a comparison. */
class SasKenwardRogerTest {

    private static final double TOLERANCE = 5e-4;

    private final Optional<Path> folder = ReferenceTables.folder();

    private static LinearEstimate armEffect(JsonNode reference, DataTable table, CoefficientCovariance type) {
        return Mmrm.withDefaults()
                .with(DegreesOfFreedom.KENWARD_ROGER)
                .with(type)
                .fit(MmrmModel.parse(reference.get("formula").asText()), table)
                .flatMap(fit -> fit.estimate(0, 1))
                .orElseThrow();
    }

    @Test
    void bothFormsAgreeForEveryStructure() throws IOException {
        assumeTrue(folder.isPresent(), "skipped: the folder of references is not here; set EQUIPOISE_REFERENCE");
        DataTable table = ReferenceTables.of("fev_data").orElseThrow();
        JsonNode cases = new ObjectMapper()
                .readTree(folder.orElseThrow()
                        .resolve("sas_mixed_kenward_roger.json")
                        .toFile());
        int compared = 0;
        for (JsonNode reference : cases) {
            if (reference.get("formula").asText().contains("sp_")) {
                continue;
            }
            boolean linear = reference.get("vcov").asText().endsWith("Linear");
            LinearEstimate actual = armEffect(
                    reference,
                    table,
                    linear
                            ? CoefficientCovariance.KENWARD_ROGER_LINEAR
                            : CoefficientCovariance.KENWARD_ROGER_FULL_NATURAL);
            double error = reference.get("expected").get(0).asDouble();
            double degrees = reference.get("expected").get(1).asDouble();

            assertThat(actual.standardError())
                    .as(reference.get("id").asText())
                    .isCloseTo(error, within(TOLERANCE * error));
            assertThat(actual.degreesOfFreedom())
                    .as(reference.get("id").asText())
                    .isCloseTo(degrees, within(TOLERANCE * degrees));
            compared++;
        }
        assertThat(compared).isEqualTo(16);
    }
}
