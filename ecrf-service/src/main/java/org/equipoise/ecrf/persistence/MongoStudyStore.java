package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.FindIterable;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.equipoise.ecrf.application.ChainedVersion;
import org.equipoise.ecrf.application.PublishedStudy;
import org.equipoise.ecrf.application.StudyStore;
import org.equipoise.ecrf.application.StudyVersion;

/**
 * Versions, numbered in the order of publication. The number is part of a document's {@code _id}, so that of two that are stored at
 * once one is refused. Versions from before they were numbered come first, in the order of their times.
 */
@ApplicationScoped
public class MongoStudyStore implements StudyStore {
    private final Collections collections;

    public MongoStudyStore(Collections collections) {
        this.collections = collections;
    }

    @Override
    public boolean insert(PublishedStudy study, int before) {
        int number = before + 1;
        return Writes.insert(
                collections.studies(),
                new Document("_id", study.study() + "/" + number)
                        .append("study", study.study())
                        .append("number", number)
                        .append("version", study.version())
                        .append("json", study.json())
                        .append("contentHash", study.contentHash())
                        .append("publishedAt", Plain.date(study.publishedAt()))
                        .append("publishedBy", Plain.author(study.publishedBy()))
                        .append("hash", ChainedVersion.hash(study)));
    }

    @Override
    public Optional<PublishedStudy> find(String study, String version) {
        Document found = collections
                .studies()
                .find(and(eq("study", study), eq("version", version)))
                .first();
        return Optional.ofNullable(found).map(MongoStudyStore::read);
    }

    private static PublishedStudy read(Document document) {
        return new PublishedStudy(
                document.getString("study"),
                document.getString("version"),
                document.getString("json"),
                document.getString("contentHash"),
                Plain.instant(document, "publishedAt"),
                Plain.author(document, "publishedBy"));
    }

    @Override
    public List<String> ids() {
        return collections.studies().distinct("study", String.class).into(new ArrayList<>());
    }

    @Override
    public List<PublishedStudy> all(String study) {
        return documents(study).map(MongoStudyStore::read).into(new ArrayList<>());
    }

    @Override
    public List<StudyVersion> versions(String study) {
        return documents(study)
                .projection(Projections.exclude("json"))
                .map(document -> new StudyVersion(
                        document.getString("version"),
                        document.getString("contentHash"),
                        Plain.instant(document, "publishedAt"),
                        Plain.author(document, "publishedBy")))
                .into(new ArrayList<>());
    }

    @Override
    public List<ChainedVersion> chained(String study) {
        return documents(study)
                .map(document -> ChainedVersion.of(read(document), Plain.optionalText(document, "hash")))
                .into(new ArrayList<>());
    }

    private FindIterable<Document> documents(String study) {
        return collections.studies().find(eq("study", study)).sort(Sorts.ascending("number", "publishedAt", "version"));
    }

    @Override
    public Optional<String> latestVersion(String study) {
        Document found = collections
                .studies()
                .find(eq("study", study))
                .projection(Projections.include("version", "number", "publishedAt"))
                .sort(Sorts.descending("number", "publishedAt", "version"))
                .first();
        return Optional.ofNullable(found).map(document -> document.getString("version"));
    }
}
