package org.equipoise.ecrf.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class CollectionsTest {
    @Test
    void whatIsReadOrAcknowledgedSurvivesAFailover() {
        try (MongoClient nobody = MongoClients.create("mongodb://localhost:1")) {
            Collections collections = new Collections(nobody, "ecrf");
            List<MongoCollection<Document>> all = List.of(
                    collections.studies(), collections.subjects(), collections.revisions(), collections.queries());

            assertThat(all).extracting(MongoCollection::getReadConcern).containsOnly(ReadConcern.MAJORITY);
            assertThat(all)
                    .extracting(MongoCollection::getWriteConcern)
                    .containsOnly(WriteConcern.MAJORITY.withJournal(true));
        }
    }
}
