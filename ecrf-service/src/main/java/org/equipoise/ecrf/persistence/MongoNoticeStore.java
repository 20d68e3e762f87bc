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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.equipoise.ecrf.application.NoticeStore;
import org.equipoise.ecrf.application.NoticeText;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Raise;

@ApplicationScoped
public class MongoNoticeStore implements NoticeStore {
    private final Collections collections;

    public MongoNoticeStore(Collections collections) {
        this.collections = collections;
    }

    @Override
    public int raise(Collection<Notice> notices) {
        Set<String> known = collections
                .notices()
                .find(and(
                        in("study", notices.stream().map(Notice::study).toList()),
                        in(
                                "origin",
                                notices.stream()
                                        .map(notice -> notice.source().origin())
                                        .toList())))
                .projection(Projections.include("study", "origin"))
                .map(document -> document.getString("study") + document.getString("origin"))
                .into(new HashSet<>());
        return (int) notices.stream()
                .filter(notice ->
                        !known.contains(notice.study() + notice.source().origin()))
                .filter(notice -> Writes.insert(collections.notices(), write(notice)))
                .count();
    }

    @Override
    public Optional<Notice> find(String study, String notice) {
        return Optional.ofNullable(collections
                        .notices()
                        .find(and(eq("study", study), eq("notice", notice)))
                        .first())
                .map(MongoNoticeStore::read);
    }

    @Override
    public boolean resolve(Notice notice) {
        Bson open = and(eq("study", notice.study()), eq("notice", notice.id()), exists("resolution", false));
        Document resolution = write(notice.resolution().orElseThrow());
        List<String> raised = collections
                .notices()
                .find(open)
                .map(document -> document.getList("hashes", String.class, List.of()))
                .first();
        return raised != null
                && collections
                                .notices()
                                .updateOne(
                                        open,
                                        Updates.combine(
                                                Updates.set("resolution", resolution),
                                                Updates.set("hashes", chained(raised, notice))))
                                .getModifiedCount()
                        == 1;
    }

    @Override
    public List<Notice> list(Filter filter, Page page) {
        List<Bson> filters = new ArrayList<>();
        filters.add(Visible.filter(filter.visibility()));
        filters.add(eq("kind", filter.kind().code()));
        filter.site().ifPresent(site -> filters.add(eq("site", site)));
        filter.subject().ifPresent(subject -> filters.add(eq("subject", subject)));
        filter.open().ifPresent(open -> filters.add(exists("resolution", !open)));
        page.after().ifPresent(id -> filters.add(gt("notice", id)));
        return collections
                .notices()
                .find(and(filters))
                .sort(Sorts.ascending("notice"))
                .limit(page.limit())
                .map(MongoNoticeStore::read)
                .into(new ArrayList<>());
    }

    @Override
    public List<Notice> ofSubject(String study, String subject) {
        return collections
                .notices()
                .find(and(eq("study", study), eq("subject", subject)))
                .sort(Sorts.ascending("notice"))
                .map(MongoNoticeStore::read)
                .into(new ArrayList<>());
    }

    @Override
    public List<ChainedNotice> chained(String study, Page page) {
        Bson ofStudy = eq("study", study);
        return collections
                .notices()
                .find(page.after().map(id -> and(ofStudy, gt("notice", id))).orElse(ofStudy))
                .sort(Sorts.ascending("notice"))
                .limit(page.limit())
                .map(MongoNoticeStore::readChained)
                .into(new ArrayList<>());
    }

    /** What was stored stands; a notice from before notices were chained begins its chain now. */
    private static List<String> chained(List<String> raised, Notice resolved) {
        return raised.isEmpty()
                ? NoticeText.hashes(resolved)
                : List.of(raised.get(0), NoticeText.resolvedHash(raised.get(0), resolved));
    }

    /** A stored hash that is missing makes an entry that was cut; without any the notice is older than its chain. */
    private static ChainedNotice readChained(Document document) {
        Notice notice = read(document);
        List<String> hashes = document.getList("hashes", String.class, List.of());
        return new ChainedNotice(notice, hashes.isEmpty() ? NoticeText.hashes(notice) : hashes);
    }

    private static Document write(Notice notice) {
        Notice.Source source = notice.source();
        Document document = new Document("study", notice.study())
                .append("notice", notice.id())
                .append("origin", source.origin())
                .append("kind", notice.kind().code())
                .append("subject", notice.subject())
                .append("site", notice.site())
                .append("event", source.instance().event())
                .append("form", source.instance().form())
                .append("repeat", source.instance().repeat())
                .append("revision", source.revision())
                .append("check", source.check())
                .append("text", source.text())
                .append("categories", RevisionDocuments.writeCategories(notice.categories()))
                .append("raisedAt", Plain.date(notice.raisedAt()))
                .append("hashes", NoticeText.hashes(notice));
        notice.resolution().ifPresent(done -> document.append("resolution", write(done)));
        return document;
    }

    private static Document write(Notice.Resolution done) {
        Document document = new Document("at", Plain.date(done.at()))
                .append("by", Plain.author(done.by()))
                .append("text", done.text())
                .append("requestKey", done.requestKey());
        done.important().ifPresent(important -> document.append("important", important));
        return document;
    }

    private static Notice read(Document document) {
        return new Notice(
                document.getString("study"),
                document.getString("notice"),
                Raise.fromCode(document.getString("kind")).orElseThrow(),
                document.getString("subject"),
                document.getString("site"),
                new Notice.Source(
                        new FormInstance(
                                document.getString("event"), document.getString("form"), document.getInteger("repeat")),
                        document.getInteger("revision"),
                        document.getString("check"),
                        document.getString("text"),
                        document.getString("origin")),
                RevisionDocuments.readCategories(document.getList("categories", String.class)),
                Plain.instant(document, "raisedAt"),
                Optional.ofNullable(document.get("resolution", Document.class)).map(MongoNoticeStore::readResolution));
    }

    private static Notice.Resolution readResolution(Document document) {
        return new Notice.Resolution(
                Plain.instant(document, "at"),
                Plain.author(document, "by"),
                document.getString("text"),
                Optional.ofNullable(document.getBoolean("important")),
                document.getString("requestKey"));
    }
}
