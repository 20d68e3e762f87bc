package org.equipoise.ecrf.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.equipoise.ecrf.application.ChainedMapping;
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
    void ofBeforeMappingsWereChainedHasTheHashThatItShouldHaveAndNoAuthor() {
        Document stored = new Document("study", "S").append("mapping", "LAB").append("json", CanonicalJson.of(MAPPING));
        ChainedMapping chained = MongoImportMappings.readChained(stored);

        assertThat(chained.mapping().by()).isEmpty();
        assertThat(chained.mapping().at()).isEmpty();
        assertThat(chained.mapping().version()).isEmpty();
        assertThat(chained.hash()).isEqualTo(ChainedMapping.hash(chained.mapping()));
    }

    @Test
    void whatChangedInTheStoreHasAnotherHashThanTheOneThatWasStored() {
        Document stored = new Document("study", "S")
                .append("mapping", "LAB")
                .append("json", CanonicalJson.of(MAPPING))
                .append("publishedBy", new Document("id", "1").append("name", "dario"))
                .append("publishedAt", Date.from(Instant.parse("2026-03-05T10:00:00Z")));
        stored.append(
                "hash",
                ChainedMapping.hash(MongoImportMappings.readChained(stored).mapping()));
        Document touched =
                new Document(stored).append("json", stored.getString("json").replace("TAKEN", "GIVEN"));

        assertThat(MongoImportMappings.readChained(stored).hash())
                .isEqualTo(ChainedMapping.hash(
                        MongoImportMappings.readChained(stored).mapping()));
        assertThat(MongoImportMappings.readChained(touched).hash())
                .isNotEqualTo(ChainedMapping.hash(
                        MongoImportMappings.readChained(touched).mapping()));
    }

    @Test
    void namesTheVersionThatItWasCheckedAgainst() {
        Document stored = new Document("study", "S")
                .append("mapping", "LAB")
                .append("json", CanonicalJson.of(MAPPING))
                .append("definitionVersion", "2");
        ChainedMapping chained = MongoImportMappings.readChained(stored);
        ChainedMapping other = MongoImportMappings.readChained(new Document(stored).append("definitionVersion", "3"));

        assertThat(chained.mapping().version()).contains("2");
        assertThat(other.hash()).isNotEqualTo(chained.hash());
    }

    @Test
    void ofBeforeThereWereReasonsForWarningsHasNone() {
        String json = CanonicalJson.of(MAPPING).replace(",\"warningReason\":\"Confirmed\"", "");

        assertThat(json).doesNotContain("warningReason");
        assertThat(MongoImportMappings.read(json).warningReason()).isEmpty();
    }
}
