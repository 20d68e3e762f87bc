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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DateIndexTest {

    private static final Instant START = Instant.parse("2027-03-01T08:00:00Z");

    @Nested
    class Alone {

        private final DateIndex index = new DateIndex("index", new IndexKey("at", true), true);

        @Test
        void serves_queries_from_a_date_on_wherever_it_stands() {
            Document from = new Document("at", new Document("$gte", START));
            assertThat(index.canHandle(from)).isTrue();
            assertThat(index.canHandle(new Document("at", new Document("$gt", START))))
                    .isTrue();
            assertThat(index.canHandle(new Document("$and", List.of(new Document("form", "F"), from))))
                    .isTrue();
        }

        @Test
        void leaves_other_queries_to_the_server() {
            Document from = new Document("at", new Document("$gte", START));
            assertThat(index.canHandle(new Document("at", new Document("$lt", START))))
                    .isFalse();
            assertThat(index.canHandle(new Document("at", new Document("$gte", "2027"))))
                    .isFalse();
            assertThat(index.canHandle(new Document("$or", List.of(from)))).isFalse();
            assertThat(index.canHandle(new Document("other", new Document("$gte", START))))
                    .isFalse();
        }

        @Test
        void gives_the_positions_from_the_date_on_and_follows_what_changes() {
            for (int minute = 0; minute < 5; minute++) {
                index.add(document(minute, minute), minute, null);
            }
            index.add(new Document("_id", 9), 9, null);
            index.remove(document(4, 4));
            index.updateInPlace(document(0, 0), document(0, 3), 0, null);

            assertThat(index.getPositions(from(2))).containsExactly(2, 3, 0);
            assertThat(index.getPositions(from(4))).isEmpty();
            assertThat(index.getCount()).isEqualTo(4);
        }

        @Test
        void serves_nothing_once_the_field_holds_a_list() {
            index.add(new Document("_id", 1).append("at", List.of(START)), 1, null);
            assertThat(index.canHandle(from(0))).isFalse();
        }

        private Document document(int id, int minute) {
            return new Document("_id", id).append("at", START.plusSeconds(60L * minute));
        }

        private Document from(int minute) {
            return new Document("at", new Document("$gte", START.plusSeconds(60L * minute)));
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
                forms.createIndex(Indexes.ascending("at"), new IndexOptions().sparse(true));
                for (int i = 0; i < 40; i++) {
                    org.bson.Document form = new org.bson.Document("number", i);
                    forms.insertOne(i % 3 == 0 ? form : form.append("at", minute(i / 2)));
                }
                forms.updateMany(Filters.eq("number", 1), Updates.set("at", minute(15)));
                forms.updateMany(Filters.eq("number", 38), Updates.unset("at"));
                forms.updateMany(Filters.eq("number", 3), Updates.set("at", minute(12)));
                forms.deleteMany(Filters.eq("number", 25));
                assertSameAsScan(forms);
            }
            try (EmbeddedMongo mongo = EmbeddedMongo.start(0, data);
                    MongoClient client = client(mongo)) {
                assertSameAsScan(forms(client));
                assertThat(numbers(forms(client), Filters.gte("at", minute(15))))
                        .containsExactly(1, 31, 32, 34, 35, 37);
            }
        }

        private void assertSameAsScan(MongoCollection<org.bson.Document> forms) {
            for (int minute = 0; minute <= 21; minute++) {
                for (Bson from : List.of(Filters.gte("at", minute(minute)), Filters.gt("at", minute(minute)))) {
                    // no index serves an alternative
                    assertThat(numbers(forms, from)).isEqualTo(numbers(forms, Filters.or(from, from)));
                }
            }
        }

        private Date minute(int minute) {
            return Date.from(START.plusSeconds(60L * minute));
        }

        private List<Integer> numbers(MongoCollection<org.bson.Document> forms, Bson filter) {
            return forms.find(filter)
                    .sort(new org.bson.Document("number", 1))
                    .map(form -> form.getInteger("number"))
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
