package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Answers a query, closes it, or opens it again. */
@ApplicationScoped
public class AdvanceQuery {
    private static final int MOST_ATTEMPTS = 10;

    private final Studies studies;
    private final QueryStore queries;
    private final RevisionStore revisions;
    private final Clock clock;

    public AdvanceQuery(Studies studies, QueryStore queries, RevisionStore revisions, Clock clock) {
        this.studies = studies;
        this.queries = queries;
        this.revisions = revisions;
        this.clock = clock;
    }

    public DataQuery answer(Actor author, String study, String id, String text, String key) {
        return advance(author, study, id, entry(author, QueryEntry.Action.ANSWERED, text, key));
    }

    public DataQuery close(Actor author, String study, String id, String text, String key) {
        return advance(author, study, id, entry(author, QueryEntry.Action.CLOSED, text, key));
    }

    public DataQuery reopen(Actor author, String study, String id, String text, String key) {
        return advance(author, study, id, entry(author, QueryEntry.Action.REOPENED, text, key));
    }

    /** Refuses what could not be closed, unless this very request has closed it. */
    void checkClose(Actor author, String study, String id, String key) {
        check(require(author, study, id), entry(author, QueryEntry.Action.CLOSED, "", key));
    }

    /** Refuses what could not be opened again, unless this very request has done so. */
    void checkReopen(Actor author, String study, String id, String key) {
        check(require(author, study, id), entry(author, QueryEntry.Action.REOPENED, "", key));
    }

    private static void check(DataQuery query, QueryEntry entry) {
        if (earlier(query, entry).isEmpty()) {
            next(query, entry);
        }
    }

    private static Optional<QueryEntry> earlier(DataQuery query, QueryEntry entry) {
        return query.thread().stream()
                .filter(step -> step.requestKey().equals(entry.requestKey())
                        && step.by().id().equals(entry.by().id()))
                .findFirst();
    }

    /** The query as the author finds it, for whom it must be visible. */
    DataQuery require(Actor author, String study, String id) {
        return queries.find(study, id)
                .filter(found -> new ToldCategories(studies, study).isFor(author, found))
                .orElseThrow(Refusal::notFound);
    }

    private QueryEntry entry(Actor author, QueryEntry.Action action, String text, String key) {
        return new QueryEntry(clock.instant().truncatedTo(ChronoUnit.MILLIS), author.author(), action, text, key);
    }

    private DataQuery advance(Actor author, String study, String id, QueryEntry entry) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            DataQuery query = require(author, study, id);
            Optional<QueryEntry> earlier = earlier(query, entry);
            if (earlier.isPresent()) {
                return same(query, earlier.get(), entry);
            }
            DataQuery next = next(query, placed(query, following(query, entry)));
            if (queries.advance(next)) {
                return next;
            }
        }
        throw new IllegalStateException("The query " + id + " changed too often");
    }

    /** Somebody else may have been faster: what is stored later does not say that it was earlier. */
    private QueryEntry following(DataQuery query, QueryEntry entry) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant last = query.thread().get(query.thread().size() - 1).at();
        return new QueryEntry(
                now.isBefore(last) ? last : now, entry.by(), entry.action(), entry.text(), entry.requestKey());
    }

    /** What was saved before a query is opened again does not close it any more. */
    private QueryEntry placed(DataQuery query, QueryEntry entry) {
        return entry.action() == QueryEntry.Action.REOPENED
                ? entry.afterTurn(revisions.turnsNow(query.study(), query.subject()))
                : entry;
    }

    private static DataQuery next(DataQuery query, QueryEntry entry) {
        Optional<DataQuery> next = switch (entry.action()) {
            case ANSWERED -> query.answered(entry);
            case CLOSED -> query.closed(entry);
            case REOPENED -> query.reopened(entry);
            case RAISED -> Optional.empty();
        };
        boolean reopening = entry.action() == QueryEntry.Action.REOPENED;
        return next.orElseThrow(() -> Refusal.of(
                        ProblemType.STATE_CONFLICT,
                        "The query " + query.id() + " is " + query.status().code() + ".")
                .fix(
                        reopening
                                ? "Only a closed query is opened again."
                                : "Open it again, or raise a new query, if there is something to ask."));
    }

    private static DataQuery same(DataQuery query, QueryEntry earlier, QueryEntry entry) {
        if (earlier.action() != entry.action() || !earlier.text().equals(entry.text())) {
            throw RequestKeys.reused();
        }
        return query;
    }
}
