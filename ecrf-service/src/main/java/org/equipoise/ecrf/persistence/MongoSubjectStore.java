package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.FindIterable;
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
import org.equipoise.ecrf.application.ChainedSubject;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.application.RequestStamp;
import org.equipoise.ecrf.application.SubjectStore;
import org.equipoise.ecrf.application.SubjectText;
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
        return documents(study, sites, page).map(SubjectDocuments::read).into(new ArrayList<>());
    }

    @Override
    public List<ChainedSubject> chained(String study, SiteScope sites, Page page) {
        return documents(study, sites, page).map(SubjectDocuments::readChained).into(new ArrayList<>());
    }

    private FindIterable<Document> documents(String study, SiteScope sites, Page page) {
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
                .limit(page.limit());
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
        Optional<String> hash = find(study, subject)
                .map(before -> before.randomized(randomization, knownAt))
                .flatMap(SubjectText::randomizationHash);
        Bson change = Updates.combine(
                Updates.set("randomization", SubjectDocuments.write(randomization)),
                Updates.set("randomizationKnownAt", Plain.date(knownAt)),
                Updates.set("randomizationHash", hash.orElse("")));
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
        Document found = collections.subjects().find(asExpected).first();
        if (found == null) {
            return false;
        }
        ChainedSubject before = SubjectDocuments.readChained(found);
        List<Bson> changes = new ArrayList<>();
        changes.add(Updates.set("definitionVersion", migration.to()));
        changes.add(Updates.push("migrations", SubjectDocuments.write(migration)));
        changes.add(Updates.set("hashes", moved(before, migration)));
        before.randomizationHash().ifPresent(hash -> changes.add(Updates.set("randomizationHash", hash)));
        return collections
                        .subjects()
                        .updateOne(asExpected, Updates.combine(changes))
                        .getModifiedCount()
                == 1;
    }

    /** What was stored stands; a record from before subjects were chained begins its chain now. */
    private static List<String> moved(ChainedSubject before, Migration migration) {
        List<Migration> migrations = new ArrayList<>(before.migrations());
        migrations.add(migration);
        List<String> hashes = new ArrayList<>(before.hashes());
        hashes.add(SubjectText.movedHash(
                hashes.get(hashes.size() - 1), before.subject().under(migration.to()), migrations));
        return hashes;
    }

    @Override
    public List<Migration> migrations(String study, String subject) {
        Document found = collections
                .subjects()
                .find(identity(study, subject))
                .projection(Projections.include("migrations"))
                .first();
        return found == null ? List.of() : SubjectDocuments.readMigrations(found);
    }

    private static Bson identity(String study, String subject) {
        return and(eq("study", study), eq("subject", subject));
    }
}
