package org.equipoise.ecrf.persistence;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The collections and their indexes. A write is acknowledged when a majority has it on disk, and only what a majority has is
 * read: a save that is sent again is not confirmed from a copy that a failover could lose.
 */
@Startup
@ApplicationScoped
public class Collections {
    private static final IndexOptions UNIQUE = new IndexOptions().unique(true);

    private final MongoDatabase database;

    public Collections(MongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String name) {
        this.database = client.getDatabase(name)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    MongoCollection<Document> studies() {
        return database.getCollection("studies");
    }

    MongoCollection<Document> subjects() {
        return database.getCollection("subjects");
    }

    MongoCollection<Document> revisions() {
        return database.getCollection("revisions");
    }

    MongoCollection<Document> queries() {
        return database.getCollection("queries");
    }

    MongoCollection<Document> marks() {
        return database.getCollection("marks");
    }

    MongoCollection<Document> snapshots() {
        return database.getCollection("snapshots");
    }

    MongoCollection<Document> snapshotSubjects() {
        return database.getCollection("snapshotSubjects");
    }

    /** What people have typed and not saved. */
    MongoCollection<Document> drafts() {
        return database.getCollection("drafts");
    }

    MongoCollection<Document> auditRoots() {
        return database.getCollection("auditRoots");
    }

    /** What roots have named last, copied from them. */
    MongoCollection<Document> auditHeads() {
        return database.getCollection("auditHeads");
    }

    MongoCollection<Document> importMappings() {
        return database.getCollection("importMappings");
    }

    MongoCollection<Document> notices() {
        return database.getCollection("notices");
    }

    MongoCollection<Document> bulkRequests() {
        return database.getCollection("bulkRequests");
    }

    @PostConstruct
    void createIndexes() {
        studies().createIndex(Indexes.ascending("study", "version"), UNIQUE);
        subjects().createIndex(Indexes.ascending("study", "subject"), UNIQUE);
        subjects().createIndex(Indexes.ascending("study", "requestKey"), UNIQUE);
        subjects().createIndex(Indexes.ascending("study", "site", "number"));
        revisions().createIndex(Indexes.ascending("study", "subject", "event", "form", "repeat", "revision"), UNIQUE);
        revisions().createIndex(Indexes.ascending("study", "form", "savedAt"));
        revisions().createIndex(Indexes.ascending("study", "site", "savedAt"));
        revisions().createIndex(Indexes.ascending("consequencesAt"), new IndexOptions().sparse(true));
        queries().createIndex(Indexes.ascending("study", "query"), UNIQUE);
        queries().createIndex(Indexes.ascending("study", "origin"), UNIQUE);
        queries().createIndex(Indexes.ascending("study", "subject", "status"));
        queries().createIndex(Indexes.ascending("study", "site", "status", "query"));
        notices().createIndex(Indexes.ascending("study", "notice"), UNIQUE);
        notices().createIndex(Indexes.ascending("study", "origin"), UNIQUE);
        notices().createIndex(Indexes.ascending("study", "subject"));
        marks().createIndex(Indexes.ascending("study", "target", "number"), UNIQUE);
        marks().createIndex(Indexes.ascending("study", "subject"));
        marks().createIndex(Indexes.ascending("announcedAt"), new IndexOptions().sparse(true));
        bulkRequests().createIndex(Indexes.ascending("study", "author", "requestKey"), UNIQUE);
        importMappings().createIndex(Indexes.ascending("study", "mapping"), UNIQUE);
        auditRoots().createIndex(Indexes.ascending("study", "seq"), UNIQUE);
        auditRoots().createIndex(Indexes.ascending("study", "requestKey"));
        auditHeads().createIndex(Indexes.ascending("study", "hidden", "stream"));
        snapshots().createIndex(Indexes.ascending("study", "snapshot"), UNIQUE);
        snapshots().createIndex(Indexes.ascending("study", "purpose", "requestKey"), UNIQUE);
        snapshotSubjects().createIndex(Indexes.ascending("study", "snapshot", "subject"), UNIQUE);
        drafts().createIndex(Indexes.ascending("study", "subject", "event", "form", "repeat", "owner"), UNIQUE);
    }
}
