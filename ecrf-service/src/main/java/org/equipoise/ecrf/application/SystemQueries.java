package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.QueryStore.RaisedQuery;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Consequence.Effect;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.rules.StandingReview;
import org.equipoise.ecrf.domain.subject.Subject;

/**
 * Raises the queries that revisions call for, and closes those that they settle; alerts and deviations are raised with them.
 *
 * <p>Both follow from the revision alone: a query is stored once per revision, form and check, and a settled one is closed only if
 * it was raised, or last opened again, before, in the order of the subject's turns. So everything can be repeated, and what was not done because the service stopped in between is done by
 * {@link RaiseOutstandingQueries}.
 */
@ApplicationScoped
public class SystemQueries {
    /** Who raises and closes queries on behalf of the checks. */
    public static final Author SYSTEM = new Author("system", "system");

    private static final String SETTLED = "The check holds now.";
    private static final String CHANGED = "The value has changed; a new query asks about it.";
    private static final String EXPLAINED = "The warning has a reason now.";

    private final QueryStore store;
    private final SystemNotices notices;

    public SystemQueries(QueryStore store, SystemNotices notices) {
        this.store = store;
        this.notices = notices;
    }

    /** Returns how many queries and notices were raised, and queries closed, that were not before. */
    int apply(Collection<StoredRevision> revisions) {
        Map<String, List<StoredRevision>> byStudy = revisions.stream()
                .collect(Collectors.groupingBy(stored -> stored.revision().study()));
        return byStudy.entrySet().stream()
                        .mapToInt(study ->
                                raise(study.getKey(), study.getValue()) + settle(study.getKey(), study.getValue()))
                        .sum()
                + notices.apply(revisions.stream().map(StoredRevision::revision).toList());
    }

    void apply(StoredRevision stored) {
        Revision revision = stored.revision();
        List<RaisedQuery> queries = calledFor(stored);
        if (!queries.isEmpty()) {
            store.raise(queries);
        }
        settle(revision.study(), List.of(stored));
        notices.apply(List.of(revision));
    }

    /** Asks about levels that differ from those of a randomization which became known only after the value had changed. */
    void askAboutLevels(CompiledStudy study, Subject subject, List<StoredRevision> stored) {
        StandingReview standing = new StandingReview(study.definition(), study.rules(), subject);
        List<Revision> revisions = stored.stream().map(StoredRevision::revision).toList();
        Casebook casebook = Casebook.of(revisions);
        Map<FormInstance, Revision> latest = Casebook.latest(revisions);
        List<RaisedQuery> asked = stored.stream()
                .filter(each -> latest.containsValue(each.revision()))
                .flatMap(each -> asked(standing, casebook, each))
                .toList();
        if (!asked.isEmpty()) {
            store.raise(asked);
        }
    }

    private static Stream<RaisedQuery> asked(StandingReview standing, Casebook casebook, StoredRevision stored) {
        Revision revision = stored.revision();
        return standing.failures(revision.instance(), casebook).values().stream()
                .filter(finding -> finding.check().startsWith(StandingReview.STRATIFICATION))
                .filter(finding -> revision.consequences().stream()
                        .noneMatch(known -> known.finding().check().equals(finding.check())))
                .map(finding -> query(stored, new Consequence(revision.instance(), Effect.ASKS, finding)));
    }

    private int raise(String study, List<StoredRevision> revisions) {
        List<RaisedQuery> calledFor = revisions.stream()
                .flatMap(revision -> calledFor(revision).stream())
                .toList();
        Set<String> known = store.knownOrigins(
                study, calledFor.stream().map(RaisedQuery::origin).toList());
        List<RaisedQuery> outstanding = calledFor.stream()
                .filter(query -> !known.contains(query.origin()))
                .toList();
        if (!outstanding.isEmpty()) {
            store.raise(outstanding);
        }
        return outstanding.size();
    }

    private int settle(String study, List<StoredRevision> revisions) {
        List<StoredRevision> settling = revisions.stream()
                .filter(stored -> questions(stored.revision()).findAny().isPresent())
                .toList();
        if (settling.isEmpty()) {
            return 0;
        }
        List<DataQuery> unsettled = store.unsettled(
                study,
                settling.stream().map(stored -> stored.revision().subject()).collect(Collectors.toSet()));
        int closed = 0;
        for (StoredRevision stored : settling) {
            closed += (int) questions(stored.revision())
                    .flatMap(settled -> unsettled.stream()
                            .filter(query -> isAbout(query, settled, stored))
                            .filter(query -> close(query, settled, stored.revision())))
                    .count();
        }
        return closed;
    }

    /** What closes earlier queries: that the check holds, or that it asks about another value of the saved form. */
    private static Stream<Consequence> questions(Revision revision) {
        return Stream.concat(
                with(revision, Effect.SETTLES),
                with(revision, Effect.ASKS)
                        .filter(asked ->
                                revision.number() > 1 && asked.instance().equals(revision.instance())));
    }

    private static boolean isAbout(DataQuery query, Consequence consequence, StoredRevision stored) {
        return query.isOpenSinceBefore(stored.turn())
                && query.subject().equals(stored.revision().subject())
                && query.instance().equals(consequence.instance())
                && query.check().equals(Optional.of(consequence.finding().check()));
    }

    /** Somebody may answer at the same moment; then it is closed with the answer in it. */
    private boolean close(DataQuery query, Consequence consequence, Revision revision) {
        QueryEntry closure = new QueryEntry(
                revision.savedAt(),
                SYSTEM,
                QueryEntry.Action.CLOSED,
                why(query, consequence, revision),
                "settled:" + query.id());
        Optional<DataQuery> present = Optional.of(query);
        while (present.isPresent()) {
            Optional<DataQuery> closed = present.flatMap(open -> open.closed(closure));
            if (closed.isEmpty() || store.advance(closed.get())) {
                return closed.isPresent();
            }
            present = store.find(query.study(), query.id());
        }
        return false;
    }

    private static String why(DataQuery query, Consequence consequence, Revision revision) {
        if (consequence.effect() == Effect.ASKS) {
            return CHANGED;
        }
        boolean isExplained = query.instance().equals(revision.instance())
                && query.check().filter(revision.warningReasons()::containsKey).isPresent();
        return isExplained ? EXPLAINED : SETTLED;
    }

    private static Stream<Consequence> with(Revision revision, Effect effect) {
        return revision.consequences().stream().filter(consequence -> consequence.effect() == effect);
    }

    private static List<RaisedQuery> calledFor(StoredRevision stored) {
        return with(stored.revision(), Effect.ASKS)
                .map(asked -> query(stored, asked))
                .toList();
    }

    /** With the salt of the revision: ids are hashes of it, and must not be tried out until a cause fits. */
    private static String origin(Revision revision, Consequence asked) {
        String cause = "check:" + revision.subject() + "/" + revision.instance() + "/" + revision.number() + "/";
        String about = asked.instance().equals(revision.instance()) ? "" : asked.instance() + "/";
        return cause + about + asked.finding().check() + "#" + revision.salt();
    }

    private static RaisedQuery query(StoredRevision stored, Consequence asked) {
        Revision cause = stored.revision();
        Finding finding = asked.finding();
        String origin = origin(cause, asked);
        QueryEntry question = new QueryEntry(
                cause.savedAt(), SYSTEM, QueryEntry.Action.RAISED, finding.message(), origin, stored.turn());
        DataQuery query = new DataQuery(
                cause.study(),
                QueryIds.of(cause.savedAt(), origin),
                cause.subject(),
                cause.site(),
                asked.instance(),
                finding.items().stream().findFirst(),
                Optional.of(finding.check()),
                finding.categories(),
                QueryStatus.OPEN,
                List.of(question));
        return new RaisedQuery(query, origin);
    }
}
