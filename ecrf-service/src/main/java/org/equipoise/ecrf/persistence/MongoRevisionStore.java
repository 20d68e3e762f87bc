package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.equipoise.ecrf.application.RevisionStore;
import org.equipoise.ecrf.application.StoredRevision;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.platform.security.SiteScope;

@ApplicationScoped
public class MongoRevisionStore implements RevisionStore {
    private final Collections collections;
    private final Turns turns;

    public MongoRevisionStore(Collections collections) {
        this.collections = collections;
        this.turns = new Turns(collections.revisions());
    }

    @Override
    public long turns(String study, String subject) {
        return turns.taken(study, subject);
    }

    @Override
    public long turnsNow(String study, String subject) {
        return turns.counted(study, subject);
    }

    @Override
    public boolean append(StoredRevision stored, long taken) {
        Revision revision = stored.revision();
        return turns.take(revision.study(), revision.subject(), taken + 1, RevisionDocuments.write(stored));
    }

    @Override
    public void passTurn(String study, Collection<String> subjects) {
        turns.pass(study, subjects);
    }

    @Override
    public List<StoredRevision> of(String study, String subject, Collection<FormSelector> forms) {
        return forms.isEmpty()
                ? List.of()
                : find(and(ofSubject(study, subject), anyOf(forms)), Sorts.ascending("revision"));
    }

    @Override
    public List<StoredRevision> of(String study, String subject) {
        return find(and(ofSubject(study, subject), exists("revision")), Sorts.ascending("revision"));
    }

    @Override
    public List<Link> links(String study, String subject) {
        return collections
                .revisions()
                .find(and(ofSubject(study, subject), exists("revision")))
                .projection(Projections.include("event", "form", "repeat", "revision", "definitionVersion", "hash"))
                .sort(Sorts.ascending("revision"))
                .map(found -> new Link(
                        new FormInstance(found.getString("event"), found.getString("form"), found.getInteger("repeat")),
                        found.getInteger("revision"),
                        found.getString("definitionVersion"),
                        found.getString("hash")))
                .into(new ArrayList<>());
    }

    @Override
    public List<StoredRevision> history(String study, String subject, FormInstance instance) {
        Bson filter = and(
                ofSubject(study, subject),
                eq("event", instance.event()),
                eq("form", instance.form()),
                eq("repeat", instance.repeat()));
        return find(filter, Sorts.ascending("revision"));
    }

    @Override
    public List<Author> authors(String study, SiteScope sites) {
        Bson saved = and(eq("study", study), exists("revision"));
        Bson of = sites.wholeStudy() ? saved : and(saved, in("site", sites.sites()));
        return collections
                .revisions()
                .distinct("savedBy", of, Document.class)
                .map(author -> new Author(author.getString("id"), author.getString("name")))
                .into(new ArrayList<>());
    }

    @Override
    public long formsEntered(String study, Instant cut) {
        return collections
                .revisions()
                .countDocuments(and(eq("study", study), eq("revision", 1), lte("savedAt", Plain.date(cut))));
    }

    @Override
    public List<StoredRevision> of(String study, Collection<String> subjects, Collection<FormSelector> forms) {
        return subjects.isEmpty() || forms.isEmpty()
                ? List.of()
                : find(and(eq("study", study), in("subject", subjects), anyOf(forms)), Sorts.ascending("revision"));
    }

    @Override
    public List<StoredRevision> withConsequences(Instant since, Optional<Position> after, int limit) {
        Date date = Plain.date(after.map(Position::savedAt).orElse(since));
        Bson from = after.map(position ->
                        and(gte("consequencesAt", date), or(gt("consequencesAt", date), gt("hash", position.hash()))))
                .orElseGet(() -> gte("consequencesAt", date));
        return collections
                .revisions()
                .find(from)
                .sort(Sorts.ascending("consequencesAt", "hash"))
                .limit(limit)
                .map(RevisionDocuments::read)
                .into(new ArrayList<>());
    }

    @Override
    public List<SavedForm> savedSince(String study, String site, Instant since) {
        return collections
                .revisions()
                .find(and(eq("study", study), eq("site", site), gte("savedAt", Plain.date(since))))
                .projection(Projections.include("hash", "event", "form", "definitionVersion"))
                .map(found -> new SavedForm(
                        found.getString("hash"),
                        found.getString("event"),
                        found.getString("form"),
                        found.getString("definitionVersion")))
                .into(new ArrayList<>());
    }

    private List<StoredRevision> find(Bson filter, Bson order) {
        return collections
                .revisions()
                .find(filter)
                .sort(order)
                .map(RevisionDocuments::read)
                .into(new ArrayList<>());
    }

    private static Bson ofSubject(String study, String subject) {
        return and(eq("study", study), eq("subject", subject));
    }

    private static Bson anyOf(Collection<FormSelector> forms) {
        return or(forms.stream().map(MongoRevisionStore::filter).toList());
    }

    private static Bson filter(FormSelector selector) {
        List<Bson> parts = new ArrayList<>();
        selector.event().ifPresent(event -> parts.add(eq("event", event)));
        selector.form().ifPresent(form -> parts.add(eq("form", form)));
        selector.repeat().ifPresent(repeat -> parts.add(eq("repeat", repeat)));
        return and(parts);
    }
}
