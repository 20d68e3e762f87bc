package org.equipoise.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {

    private static final int WRITERS = 4;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 400;
    private static final Logger DRIVER = Logger.getLogger("org.mongodb.driver");

    @TempDir
    Path data;

    @BeforeAll
    static void silenceTheDriver() {
        DRIVER.setLevel(Level.OFF);
    }

    @Test
    void a_kill_under_writes_loses_no_acknowledged_write() throws InterruptedException {
        Set<String> acknowledged = writeUntilKilled(EmbeddedMongo.class);

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_THE_KILL);
        assertThat(storedAfterRestart(EmbeddedMongo.class)).containsAll(acknowledged);
    }

    @Test
    void without_the_commit_after_each_write_the_same_kill_loses_some() throws InterruptedException {
        Set<String> acknowledged = writeUntilKilled(ForgetfulMongo.class);

        assertThat(acknowledged).isNotEmpty();
        assertThat(storedAfterRestart(ForgetfulMongo.class).containsAll(acknowledged))
                .isFalse();
    }

    @Test
    void a_kill_under_writes_leaves_documents_and_indexes_in_agreement() throws InterruptedException {
        writeUntilKilled(EmbeddedMongo.class);

        try (ServerProcess server = ServerProcess.start(EmbeddedMongo.class, data);
                MongoClient client = MongoClients.create(server.url())) {
            MongoCollection<Document> forms = forms(client);
            for (Document form : forms.find()) {
                assertThat(forms.find(Filters.eq("subject", form.getString("subject")))
                                .first())
                        .isEqualTo(form);
            }
        }
    }

    @Test
    void a_stop_keeps_inserts_changes_and_deletions() {
        try (ServerProcess server = ServerProcess.start(EmbeddedMongo.class, data);
                MongoClient client = MongoClients.create(server.url())) {
            forms(client).insertOne(form("01-001"));
            forms(client).insertOne(form("01-002"));
            forms(client).updateOne(Filters.eq("subject", "01-001"), new Document("$set", new Document("value", 30)));
            forms(client).deleteOne(Filters.eq("subject", "01-002"));
        }

        try (ServerProcess server = ServerProcess.start(EmbeddedMongo.class, data);
                MongoClient client = MongoClients.create(server.url())) {
            assertThat(forms(client).find()).singleElement().satisfies(form -> {
                assertThat(form.getString("subject")).isEqualTo("01-001");
                assertThat(form.getInteger("value")).isEqualTo(30);
            });
        }
    }

    private Set<String> writeUntilKilled(Class<?> main) throws InterruptedException {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_BEFORE_THE_KILL);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        ServerProcess server = ServerProcess.start(main, data);
        try (MongoClient client = MongoClients.create(server.url())) {
            MongoCollection<Document> forms = forms(client);
            forms.createIndex(Indexes.ascending("subject"), new IndexOptions().unique(true));
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.execute(() -> write(forms, number, acknowledged, enough));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.kill();
            writers.shutdownNow();
            assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        return acknowledged;
    }

    private static void write(
            MongoCollection<Document> forms, int writer, Set<String> acknowledged, CountDownLatch enough) {
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            String subject = writer + "-" + i;
            try {
                forms.insertOne(form(subject));
            } catch (MongoException | IllegalStateException killed) {
                return;
            }
            acknowledged.add(subject);
            enough.countDown();
        }
    }

    private Set<String> storedAfterRestart(Class<?> main) {
        Set<String> stored = new HashSet<>();
        try (ServerProcess server = ServerProcess.start(main, data);
                MongoClient client = MongoClients.create(server.url())) {
            for (Document form : forms(client).find()) {
                stored.add(form.getString("subject"));
            }
        }
        return stored;
    }

    private static MongoCollection<Document> forms(MongoClient client) {
        return client.getDatabase("ecrf").getCollection("forms");
    }

    private static Document form(String subject) {
        return new Document("subject", subject).append("value", 28);
    }
}
