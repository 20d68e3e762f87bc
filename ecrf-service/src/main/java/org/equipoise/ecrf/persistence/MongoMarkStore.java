package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.equipoise.ecrf.application.MarkStore;
import org.equipoise.ecrf.application.StoredMark;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.platform.security.SiteScope;

@ApplicationScoped
public class MongoMarkStore implements MarkStore {
    /** When a mark was announced, as long as it is not in force. */
    private static final String ANNOUNCED = "announcedAt";

    private final Collections collections;

    public MongoMarkStore(Collections collections) {
        this.collections = collections;
    }

    @Override
    public boolean append(StoredMark mark) {
        return Writes.insert(collections.marks(), write(mark));
    }

    @Override
    public boolean announce(StoredMark mark) {
        Document document = write(mark).append(ANNOUNCED, Plain.date(mark.mark().at()));
        return Writes.insert(collections.marks(), document);
    }

    @Override
    public void confirm(StoredMark mark) {
        collections.marks().updateOne(announced(mark), Updates.unset(ANNOUNCED));
    }

    @Override
    public void withdraw(StoredMark mark) {
        collections.marks().deleteOne(announced(mark));
    }

    private static Bson announced(StoredMark stored) {
        Mark mark = stored.mark();
        return and(
                eq("study", mark.study()),
                eq("target", mark.target().key()),
                eq("hash", stored.hash()),
                exists(ANNOUNCED));
    }

    @Override
    public List<StoredMark> announcedUntil(Instant instant) {
        return find(and(gte(ANNOUNCED, Plain.date(Instant.EPOCH)), lte(ANNOUNCED, Plain.date(instant))));
    }

    @Override
    public List<StoredMark> of(String study, Collection<String> targets) {
        return find(and(eq("study", study), in("target", targets), exists(ANNOUNCED, false)));
    }

    @Override
    public List<StoredMark> withAnnounced(String study, Collection<String> targets) {
        return find(and(eq("study", study), in("target", targets)));
    }

    @Override
    public List<Author> signers(String study, SiteScope sites) {
        Bson signed = and(eq("study", study), eq("action", MarkAction.SIGN.code()));
        return collections
                .marks()
                .distinct("by", sites.wholeStudy() ? signed : and(signed, in("site", sites.sites())), Document.class)
                .map(author -> new Author(author.getString("id"), author.getString("name")))
                .into(new ArrayList<>());
    }

    @Override
    public List<StoredMark> ofSubject(String study, String subject) {
        return find(and(eq("study", study), eq("subject", subject), exists(ANNOUNCED, false)));
    }

    private List<StoredMark> find(Bson filter) {
        return collections
                .marks()
                .find(filter)
                .sort(Sorts.ascending("number"))
                .map(MongoMarkStore::read)
                .into(new ArrayList<>());
    }

    private static Document write(StoredMark stored) {
        Mark mark = stored.mark();
        Document document = new Document("study", mark.study())
                .append("target", mark.target().key())
                .append("number", mark.number())
                .append("action", mark.action().code())
                .append("revision", mark.statement().revision())
                .append("contentHash", mark.statement().contentHash())
                .append("items", mark.statement().items())
                .append("by", Plain.author(mark.by()))
                .append("at", Plain.date(mark.at()))
                .append("requestKey", mark.requestKey())
                .append("previousHash", stored.previousHash())
                .append("hash", stored.hash());
        mark.statement().text().ifPresent(text -> document.append("text", text));
        mark.target().site().ifPresent(site -> document.append("site", site));
        mark.target().subject().ifPresent(subject -> document.append("subject", subject));
        mark.target()
                .instance()
                .ifPresent(instance -> document.append("event", instance.event())
                        .append("form", instance.form())
                        .append("repeat", instance.repeat()));
        return document;
    }

    private static StoredMark read(Document document) {
        Mark.Statement statement = new Mark.Statement(
                document.getInteger("revision"),
                document.getString("contentHash"),
                document.getList("items", String.class),
                Plain.optionalText(document, "text"));
        Mark mark = new Mark(
                document.getString("study"),
                target(document),
                document.getInteger("number"),
                MarkAction.fromCode(document.getString("action")).orElseThrow(),
                statement,
                Plain.author(document, "by"),
                Plain.instant(document, "at"),
                document.getString("requestKey"));
        return new StoredMark(
                mark, document.getString("previousHash"), document.getString("hash"), document.containsKey(ANNOUNCED));
    }

    private static Target target(Document document) {
        Optional<String> site = Plain.optionalText(document, "site");
        Optional<String> subject = Plain.optionalText(document, "subject");
        if (document.containsKey("form")) {
            return Target.form(
                    site.orElseThrow(),
                    subject.orElseThrow(),
                    new FormInstance(
                            document.getString("event"), document.getString("form"), document.getInteger("repeat")));
        }
        return subject.map(id -> Target.subject(site.orElseThrow(), id))
                .or(() -> site.map(Target::site))
                .orElseGet(Target::study);
    }
}
