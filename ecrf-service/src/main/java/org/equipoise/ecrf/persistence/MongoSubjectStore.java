package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.application.RequestStamp;
import org.equipoise.ecrf.application.SubjectStore;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.security.SiteScope;

@ApplicationScoped
public class MongoSubjectStore implements SubjectStore {
    private final Collections collections;

    public MongoSubjectStore(Collections collections) {
        this.collections = collections;
    }

    @Override
    public boolean insert(Subject subject, RequestStamp request) {
        return Writes.insert(collections.subjects(), SubjectDocuments.write(subject, request));
    }

    @Override
    public Optional<Subject> find(String study, String subject) {
        return Optional.ofNullable(
                        collections.subjects().find(identity(study, subject)).first())
                .map(SubjectDocuments::read);
    }

    @Override
    public Optional<Created> createdBy(String study, String requestKey) {
        Bson filter = and(eq("study", study), eq("requestKey", requestKey));
        return Optional.ofNullable(collections.subjects().find(filter).first())
                .map(document -> new Created(SubjectDocuments.read(document), SubjectDocuments.readRequest(document)));
    }

    @Override
    public int highestNumber(String study, String site) {
        Document highest = collections
                .subjects()
                .find(and(eq("study", study), eq("site", site)))
                .projection(Projections.include("number"))
                .sort(Sorts.descending("number"))
                .first();
        return highest == null ? 0 : highest.getInteger("number");
    }

    @Override
    public List<Subject> list(String study, SiteScope sites, Page page) {
        List<Bson> filters = new ArrayList<>();
        filters.add(eq("study", study));
        page.after().ifPresent(id -> filters.add(gt("subject", id)));
        if (!sites.wholeStudy()) {
            filters.add(in("site", sites.sites()));
        }
        return collections
                .subjects()
                .find(and(filters))
                .sort(Sorts.ascending("subject"))
                .limit(page.limit())
                .map(SubjectDocuments::read)
                .into(new ArrayList<>());
    }

    @Override
    public List<Subject> all(String study) {
        return collections
                .subjects()
                .find(eq("study", study))
                .sort(Sorts.ascending("subject"))
                .map(SubjectDocuments::read)
                .into(new ArrayList<>());
    }

    @Override
    public boolean recordRandomization(String study, String subject, Randomization randomization, Instant knownAt) {
        Bson notYet = and(identity(study, subject), exists("randomization", false));
        Bson change = Updates.combine(
                Updates.set("randomization", SubjectDocuments.write(randomization)),
                Updates.set("randomizationKnownAt", Plain.date(knownAt)));
        return collections.subjects().updateOne(notYet, change).getModifiedCount() == 1;
    }

    @Override
    public boolean migrate(String study, String subject, Migration migration) {
        Bson asExpected = and(
                identity(study, subject),
                migration
                        .from()
                        .map(from -> eq("definitionVersion", from))
                        .orElseGet(() -> exists("definitionVersion", false)));
        Bson change = Updates.combine(
                Updates.set("definitionVersion", migration.to()),
                Updates.push("migrations", SubjectDocuments.write(migration)));
        return collections.subjects().updateOne(asExpected, change).getModifiedCount() == 1;
    }

    @Override
    public List<Migration> migrations(String study, String subject) {
        Document found = collections
                .subjects()
                .find(identity(study, subject))
                .projection(Projections.include("migrations"))
                .first();
        return found == null
                ? List.of()
                : found.getList("migrations", Document.class, List.of()).stream()
                        .map(SubjectDocuments::readMigration)
                        .toList();
    }

    private static Bson identity(String study, String subject) {
        return and(eq("study", study), eq("subject", subject));
    }
}
