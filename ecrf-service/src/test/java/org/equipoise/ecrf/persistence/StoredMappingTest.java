package org.equipoise.ecrf.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.EventKey;
import org.equipoise.platform.audit.CanonicalJson;
import org.junit.jupiter.api.Test;

class StoredMappingTest {
    private static final ImportMapping MAPPING = new ImportMapping(
            "LAB",
            "LABS",
            "SUBJ",
            new EventKey(Optional.of("SCREENING"), Optional.empty(), Map.of()),
            "TAKEN",
            Optional.empty(),
            Optional.empty(),
            Optional.of("Confirmed"),
            List.of());

    @Test
    void isReadAsItWasWritten() {
        assertThat(MongoImportMappings.read(CanonicalJson.of(MAPPING))).isEqualTo(MAPPING);
    }

    @Test
    void ofBeforeThereWereReasonsForWarningsHasNone() {
        String json = CanonicalJson.of(MAPPING).replace(",\"warningReason\":\"Confirmed\"", "");

        assertThat(json).doesNotContain("warningReason");
        assertThat(MongoImportMappings.read(json).warningReason()).isEmpty();
    }
}
