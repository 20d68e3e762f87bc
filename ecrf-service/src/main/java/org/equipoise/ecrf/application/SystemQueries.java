package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.ecrf.application.QueryStore.RaisedQuery;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.Severity;

/**
 * Raises the queries that a revision's findings call for.
 *
 * <p>A query follows from its revision alone and is stored once per revision and check, so that raising can be repeated: the
 * revision is written first, and whatever was not raised because the service stopped in between is raised when it starts
 * again. A check that failed on the revision before as well has been asked about already.
 */
@ApplicationScoped
public class SystemQueries {
    /** Who raises queries on behalf of the checks. */
    public static final Author SYSTEM = new Author("system", "system");

    private final QueryStore store;

    public SystemQueries(QueryStore store) {
        this.store = store;
    }

    void raise(Revision revision, Optional<Revision> previous) {
        List<RaisedQuery> queries = calledFor(revision, previous);
        if (!queries.isEmpty()) {
            store.raise(queries);
        }
    }

    static List<RaisedQuery> calledFor(Revision revision, Optional<Revision> previous) {
        Set<String> before = previous.stream()
                .flatMap(earlier -> earlier.findings().stream())
                .filter(finding -> finding.severity() == Severity.QUERY)
                .map(Finding::check)
                .collect(Collectors.toSet());
        return revision.findings().stream()
                .filter(finding -> finding.severity() == Severity.QUERY && !before.contains(finding.check()))
                .map(finding -> query(revision, finding))
                .toList();
    }

    private static RaisedQuery query(Revision revision, Finding finding) {
        String origin = "check:" + revision.subject() + "/" + revision.instance() + "/" + revision.number() + "/"
                + finding.check();
        QueryEntry question =
                new QueryEntry(revision.savedAt(), SYSTEM, QueryEntry.Action.RAISED, finding.message(), origin);
        DataQuery query = new DataQuery(
                revision.study(),
                QueryIds.of(revision.savedAt(), origin),
                revision.subject(),
                revision.site(),
                revision.instance(),
                finding.items().stream().findFirst(),
                Optional.of(finding.check()),
                finding.categories(),
                QueryStatus.OPEN,
                List.of(question));
        return new RaisedQuery(query, origin);
    }
}
