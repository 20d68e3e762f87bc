package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.conversions.Bson;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.application.QueryStore;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;

@ApplicationScoped
public class MongoQueryStore implements QueryStore {
    private final Collections collections;

    public MongoQueryStore(Collections collections) {
        this.collections = collections;
    }

    @Override
    public void raise(Collection<RaisedQuery> queries) {
        Writes.insertNew(
                collections.queries(),
                queries.stream().map(QueryDocuments::write).toList());
    }

    @Override
    public Optional<DataQuery> find(String study, String query) {
        return first(and(eq("study", study), eq("query", query)));
    }

    @Override
    public Optional<DataQuery> findByOrigin(String study, String origin) {
        return first(and(eq("study", study), eq("origin", origin)));
    }

    @Override
    public Set<String> knownOrigins(String study, Collection<String> origins) {
        return collections
                .queries()
                .find(and(eq("study", study), in("origin", origins)))
                .projection(Projections.include("origin"))
                .map(document -> document.getString("origin"))
                .into(new HashSet<>());
    }

    @Override
    public List<DataQuery> unsettled(String study, Collection<String> subjects) {
        Bson filter = and(
                eq("study", study), in("subject", subjects), ne("status", QueryStatus.CLOSED.code()), exists("check"));
        return collections.queries().find(filter).map(QueryDocuments::read).into(new ArrayList<>());
    }

    @Override
    public boolean advance(DataQuery query) {
        int entries = query.thread().size();
        QueryEntry last = query.thread().get(entries - 1);
        Bson unchanged = and(eq("study", query.study()), eq("query", query.id()), eq("entries", entries - 1));
        List<Bson> changes = new ArrayList<>();
        changes.add(Updates.set("status", query.status().code()));
        changes.add(Updates.set("entries", entries));
        changes.add(Updates.push("thread", QueryDocuments.write(query, entries - 1)));
        if (last.action() == QueryEntry.Action.REOPENED) {
            changes.add(Updates.set("reopened", true));
        }
        if (entries == 2) {
            changes.add(Updates.set("settledAt", Plain.date(last.at())));
        }
        return collections
                        .queries()
                        .updateOne(unchanged, Updates.combine(changes))
                        .getModifiedCount()
                == 1;
    }

    @Override
    public List<DataQuery> list(Filter filter, Page page) {
        List<Bson> filters = new ArrayList<>();
        filters.add(Visible.filter(filter.visibility()));
        filter.subject().ifPresent(subject -> filters.add(eq("subject", subject)));
        filter.status().ifPresent(status -> filters.add(eq("status", status.code())));
        filter.site().ifPresent(site -> filters.add(eq("site", site)));
        filter.raisedUntil().ifPresent(until -> filters.add(lte("raisedAt", Plain.date(until))));
        page.after().ifPresent(id -> filters.add(filter.newestFirst() ? lt("query", id) : gt("query", id)));
        return collections
                .queries()
                .find(and(filters))
                .sort(filter.newestFirst() ? Sorts.descending("query") : Sorts.ascending("query"))
                .limit(page.limit())
                .map(QueryDocuments::read)
                .into(new ArrayList<>());
    }

    @Override
    public List<ChainedQuery> chained(String study, Page page) {
        Bson all = eq("study", study);
        return collections
                .queries()
                .find(page.after().map(id -> and(all, gt("query", id))).orElse(all))
                .sort(Sorts.ascending("query"))
                .limit(page.limit())
                .map(QueryDocuments::readChained)
                .into(new ArrayList<>());
    }

    @Override
    public List<DataQuery> open(Visibility visibility, Collection<String> subjects) {
        return collections
                .queries()
                .find(and(Visible.filter(visibility), in("subject", subjects), eq("status", QueryStatus.OPEN.code())))
                .map(QueryDocuments::read)
                .into(new ArrayList<>());
    }

    @Override
    public long openAt(String study, Instant cut) {
        Bson raised = and(eq("study", study), lte("raisedAt", Plain.date(cut)));
        long straight = collections
                .queries()
                .countDocuments(and(
                        raised,
                        exists("reopened", false),
                        or(eq("status", QueryStatus.OPEN.code()), gt("settledAt", Plain.date(cut)))));
        List<DataQuery> reopened = collections
                .queries()
                .find(and(raised, exists("reopened")))
                .map(QueryDocuments::read)
                .into(new ArrayList<>());
        return straight
                + reopened.stream()
                        .filter(query -> query.statusAt(cut).equals(Optional.of(QueryStatus.OPEN)))
                        .count();
    }

    @Override
    public List<DataQuery> unclosed(Visibility visibility) {
        return collections
                .queries()
                .find(and(Visible.filter(visibility), ne("status", QueryStatus.CLOSED.code())))
                .map(QueryDocuments::read)
                .into(new ArrayList<>());
    }

    private Optional<DataQuery> first(Bson filter) {
        return Optional.ofNullable(collections.queries().find(filter).first()).map(QueryDocuments::read);
    }
}
