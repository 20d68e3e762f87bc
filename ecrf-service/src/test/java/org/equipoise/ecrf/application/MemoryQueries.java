package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.security.SiteScope;

/** Queries in memory, with the promises of the store. */
final class MemoryQueries implements QueryStore {
    /** Runs just before the next count, as what another person does. */
    Runnable beforeCount = () -> {};

    private static final Comparator<DataQuery> BY_ID = Comparator.comparing(DataQuery::id);

    /** What the store states of a query, by its id, although its thread says otherwise. */
    final Map<String, Map<String, String>> stated = new HashMap<>();

    final Map<String, RaisedQuery> byOrigin = new ConcurrentSkipListMap<>();

    /** Runs just before the next entry is stored, as what another person does. */
    Runnable beforeAdvance = () -> {};

    @Override
    public void raise(Collection<RaisedQuery> queries) {
        queries.forEach(raised -> byOrigin.putIfAbsent(raised.origin(), raised));
    }

    @Override
    public Optional<DataQuery> find(String study, String query) {
        return all().stream().filter(known -> known.id().equals(query)).findFirst();
    }

    @Override
    public Optional<DataQuery> findByOrigin(String study, String origin) {
        return Optional.ofNullable(byOrigin.get(origin)).map(RaisedQuery::query);
    }

    @Override
    public Set<String> knownOrigins(String study, Collection<String> origins) {
        Set<String> known = new HashSet<>(byOrigin.keySet());
        known.retainAll(origins);
        return known;
    }

    @Override
    public List<DataQuery> unsettled(String study, Collection<String> subjects) {
        return all().stream()
                .filter(query -> query.status() != QueryStatus.CLOSED
                        && query.check().isPresent()
                        && subjects.contains(query.subject()))
                .toList();
    }

    @Override
    public boolean advance(DataQuery query) {
        Runnable other = beforeAdvance;
        beforeAdvance = () -> {};
        other.run();
        return advanceNext(query);
    }

    private synchronized boolean advanceNext(DataQuery query) {
        for (RaisedQuery raised : byOrigin.values()) {
            if (raised.query().id().equals(query.id())
                    && raised.query().thread().size() == query.thread().size() - 1) {
                byOrigin.put(raised.origin(), new RaisedQuery(query, raised.origin()));
                return true;
            }
        }
        return false;
    }

    @Override
    public List<DataQuery> list(QueryStore.Filter filter, Page page) {
        return all().stream()
                .filter(query -> visible(filter.visibility(), query))
                .filter(query -> filter.site().map(query.site()::equals).orElse(true)
                        && filter.subject().map(query.subject()::equals).orElse(true)
                        && filter.status().map(query.status()::equals).orElse(true))
                .filter(query -> filter.raisedUntil()
                        .map(until -> !query.question().at().isAfter(until))
                        .orElse(true))
                .sorted(filter.newestFirst() ? BY_ID.reversed() : BY_ID)
                .filter(query -> page.after()
                        .map(id -> filter.newestFirst()
                                ? query.id().compareTo(id) < 0
                                : query.id().compareTo(id) > 0)
                        .orElse(true))
                .limit(page.limit())
                .toList();
    }

    @Override
    public List<DataQuery> open(Visibility visibility, Collection<String> subjects) {
        return all().stream()
                .filter(query -> query.status() == QueryStatus.OPEN
                        && subjects.contains(query.subject())
                        && visible(visibility, query))
                .toList();
    }

    @Override
    public long openAt(String study, Instant cut) {
        return all().stream()
                .filter(query -> query.status() == QueryStatus.OPEN)
                .count();
    }

    @Override
    public List<ChainedQuery> chained(String study, Page page) {
        return all().stream()
                .sorted(BY_ID)
                .filter(query ->
                        page.after().map(id -> query.id().compareTo(id) > 0).orElse(true))
                .limit(page.limit())
                .map(query ->
                        new ChainedQuery(query, QueryText.hashes(query), stated.getOrDefault(query.id(), Map.of())))
                .toList();
    }

    List<DataQuery> all() {
        return byOrigin.values().stream().map(RaisedQuery::query).toList();
    }

    private static boolean visible(Visibility visibility, DataQuery query) {
        return visible(visibility, query.site(), query.categories(), query.instance());
    }

    static boolean visible(Visibility visibility, String site, Set<FormCategory> categories, FormInstance instance) {
        Set<FormCategory> all = new HashSet<>(categories);
        visibility.places().forEach((category, places) -> {
            if (places.getOrDefault(instance.event(), Set.of()).contains(instance.form())) {
                all.add(category);
            }
        });
        return visibility.scope().includes(site)
                && all.stream()
                        .allMatch(category -> visibility
                                .reads()
                                .getOrDefault(category, SiteScope.none())
                                .includes(site));
    }

    @Override
    public List<DataQuery> unclosed(Visibility visibility) {
        Runnable other = beforeCount;
        beforeCount = () -> {};
        other.run();
        return all().stream()
                .filter(query -> query.status() != QueryStatus.CLOSED && visible(visibility, query))
                .toList();
    }
}
