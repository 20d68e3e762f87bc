package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.platform.security.SiteScope;

/** The queries of all studies. */
public interface QueryStore {
    /** Stores new queries; those whose origin is known are left as they are. */
    void raise(Collection<RaisedQuery> queries);

    Optional<DataQuery> find(String study, String query);

    Optional<DataQuery> findByOrigin(String study, String origin);

    Set<String> knownOrigins(String study, Collection<String> origins);

    /** Queries that checks raised about these subjects and that are not closed. */
    List<DataQuery> unsettled(String study, Collection<String> subjects);

    /** Stores the last entry of the thread and the status; false if somebody else added an entry meanwhile. */
    boolean advance(DataQuery query);

    /** Queries ordered by id, which is the order in which they were raised, or the other way round. */
    List<DataQuery> list(Filter filter, Page page);

    /** Those that the reader may see and that are not closed, without an order. */
    List<DataQuery> unclosed(Visibility visibility);

    /** Those of these subjects that the reader may see and that are open, without an order. */
    List<DataQuery> open(Visibility visibility, Collection<String> subjects);

    /** How many queries were open at an instant. */
    long openAt(String study, Instant cut);

    /** All queries ordered by id, with the hashes that were stored with their threads. */
    List<ChainedQuery> chained(String study, Page page);

    /**
     * A query and the stored hash of each entry of its thread.
     *
     * @param stated what the store states about the query, and selects it by, although it does not follow from the thread; empty
     *     unless somebody touched the store
     */
    record ChainedQuery(DataQuery query, List<String> hashes, Map<String, String> stated) {
        public ChainedQuery {
            hashes = List.copyOf(hashes);
            stated = Map.copyOf(stated);
        }

        /** The text of an entry. What is stated against the thread stands in the last, which therefore has not the hash that it had. */
        String text(int number) {
            return QueryText.of(query, number, number == query.thread().size() ? stated : Map.of());
        }

        /** As much of it as its first entries tell. */
        ChainedQuery until(int entries) {
            return new ChainedQuery(query, hashes.subList(0, entries), stated);
        }
    }

    /** A query and what made it; the same origin never makes two. */
    record RaisedQuery(DataQuery query, String origin) {}

    /**
     * Which queries a reader may see: at which sites at all, and at which sites each category of data. What is stored names the
     * categories of its time; {@code places} has the forms that the version in force gives each category, by event.
     */
    record Visibility(
            String study,
            SiteScope scope,
            Map<FormCategory, SiteScope> reads,
            Map<FormCategory, Map<String, Set<String>>> places) {
        static Visibility of(StudyDefinition present, Actor actor) {
            Map<FormCategory, Map<String, Set<String>>> places = new EnumMap<>(FormCategory.class);
            present.schedule()
                    .events()
                    .forEach(event -> event.forms()
                            .forEach(scheduled -> present.categoryOf(event.id(), scheduled.form())
                                    .ifPresent(category -> places.computeIfAbsent(category, any -> new TreeMap<>())
                                            .computeIfAbsent(event.id(), any -> new TreeSet<>())
                                            .add(scheduled.form()))));
            return new Visibility(present.study(), actor.scope(), actor.reads(), places);
        }
    }

    record Filter(
            Visibility visibility,
            Optional<String> site,
            Optional<String> subject,
            Optional<QueryStatus> status,
            Optional<Instant> raisedUntil,
            boolean newestFirst) {}
}
