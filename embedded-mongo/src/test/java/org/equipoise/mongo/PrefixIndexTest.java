package org.equipoise.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefixIndexTest {

    @Nested
    class Alone {

        private final PrefixIndex index = new PrefixIndex(
                "index",
                List.of(new IndexKey("study", true), new IndexKey("subject", true), new IndexKey("form", true)),
                false);

        @Test
        void serves_queries_that_name_the_first_two_fields_wherever_they_stand() {
            Document study = new Document("study", "S");
            Document subject = new Document("subject", "1");

            assertThat(index.canHandle(new Document("study", "S").append("subject", "1")))
                    .isTrue();
            assertThat(index.canHandle(new Document("$and", List.of(study, subject, new Document("form", "F")))))
                    .isTrue();
            assertThat(index.canHandle(new Document("$and", List.of(study, new Document("$and", List.of(subject))))))
                    .isTrue();
        }

        @Test
        void leaves_other_queries_to_the_server() {
            assertThat(index.canHandle(new Document("study", "S"))).isFalse();
            assertThat(index.canHandle(new Document("study", "S").append("subject", new Document("$gt", "1"))))
                    .isFalse();
            assertThat(index.canHandle(new Document("$or", List.of(new Document("study", "S").append("subject", "1")))))
                    .isFalse();
            assertThat(index.canHandle(new Document("study", "S").append("subject", 1)))
                    .isFalse();
        }

        @Test
        void gives_the_positions_of_the_documents_with_those_values() {
            index.add(document("a", "S", "1"), 10, null);
            index.add(document("b", "S", "2"), 11, null);
            index.add(document("c", "S", "1"), 12, null);

            assertThat(index.getPositions(new Document("study", "S").append("subject", "1")))
                    .containsExactly(10, 12);
            assertThat(index.getPositions(new Document("study", "T").append("subject", "1")))
                    .isEmpty();
            assertThat(index.getCount()).isEqualTo(3);
        }

        @Test
        void forgets_what_is_removed_and_follows_what_changes() {
            index.add(document("a", "S", "1"), 10, null);
            index.add(document("b", "S", "1"), 11, null);

            index.updateInPlace(document("a", "S", "1"), document("a", "S", "2"), 10, null);
            index.remove(document("b", "S", "1"));

            assertThat(index.getPositions(new Document("study", "S").append("subject", "1")))
                    .isEmpty();
            assertThat(index.getPositions(new Document("study", "S").append("subject", "2")))
                    .containsExactly(10);
        }

        @Test
        void serves_nothing_once_a_field_holds_a_list() {
            index.add(new Document("_id", "a").append("study", "S").append("subject", List.of("1")), 10, null);

            assertThat(index.canHandle(new Document("study", "S").append("subject", "1")))
                    .isFalse();
        }

        private Document document(String id, String study, String subject) {
            return new Document("_id", id).append("study", study).append("subject", subject);
        }
    }

    @Nested
    class InTheServer {

        @TempDir
        Path data;

        @Test
        void answers_as_a_whole_scan_does_before_and_after_a_restart() throws IOException {
            try (EmbeddedMongo mongo = EmbeddedMongo.start(0, data);
                    MongoClient client = client(mongo)) {
                MongoCollection<org.bson.Document> forms = forms(client);
                forms.createIndex(
                        Indexes.ascending("study", "subject", "form", "revision"), new IndexOptions().unique(true));
                for (int i = 0; i < 60; i++) {
                    forms.insertOne(new org.bson.Document("study", "S" + i % 2)
                            .append("subject", "P" + i % 5)
                            .append("form", "F" + i % 3)
                            .append("revision", i));
                }
                forms.updateMany(Filters.eq("revision", 0), Updates.set("subject", "P1"));
                forms.deleteMany(Filters.eq("revision", 10));
                assertSameAsScan(forms);
            }
            try (EmbeddedMongo mongo = EmbeddedMongo.start(0, data);
                    MongoClient client = client(mongo)) {
                assertSameAsScan(forms(client));
                assertThat(revisions(forms(client), inPrefix("S0", "P1"))).contains(0, 6, 16, 26, 36, 46, 56);
            }
        }

        private void assertSameAsScan(MongoCollection<org.bson.Document> forms) {
            for (String study : List.of("S0", "S1", "S2")) {
                for (int subject = 0; subject < 6; subject++) {
                    // a query by regular expression is none that an index serves
                    Bson scan = Filters.and(
                            Filters.regex("study", "^" + study + "$"), Filters.regex("subject", "^P" + subject + "$"));
                    assertThat(revisions(forms, inPrefix(study, "P" + subject))).isEqualTo(revisions(forms, scan));
                    Bson narrower = Filters.and(inPrefix(study, "P" + subject), Filters.eq("form", "F1"));
                    assertThat(revisions(forms, narrower))
                            .isEqualTo(revisions(forms, Filters.and(scan, Filters.eq("form", "F1"))));
                }
            }
        }

        private Bson inPrefix(String study, String subject) {
            return Filters.and(Filters.eq("study", study), Filters.eq("subject", subject));
        }

        private List<Integer> revisions(MongoCollection<org.bson.Document> forms, Bson filter) {
            return forms.find(filter)
                    .sort(new org.bson.Document("revision", 1))
                    .map(form -> form.getInteger("revision"))
                    .into(new ArrayList<>());
        }

        private MongoClient client(EmbeddedMongo mongo) {
            return MongoClients.create("mongodb://127.0.0.1:" + mongo.port());
        }

        private MongoCollection<org.bson.Document> forms(MongoClient client) {
            return client.getDatabase("test").getCollection("forms");
        }
    }
}
