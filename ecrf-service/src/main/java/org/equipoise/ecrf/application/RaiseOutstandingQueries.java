package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.ecrf.application.QueryStore.RaisedQuery;
import org.equipoise.ecrf.domain.form.Revision;

/** Raises, after a restart, the queries of revisions that were saved just before the service stopped. */
@ApplicationScoped
public class RaiseOutstandingQueries {
    private final RevisionStore revisions;
    private final QueryStore queries;

    public RaiseOutstandingQueries(RevisionStore revisions, QueryStore queries) {
        this.revisions = revisions;
        this.queries = queries;
    }

    /** Returns how many were outstanding. */
    public int raise() {
        List<RaisedQuery> calledFor = calledFor(revisions.callingForQueries());
        Map<String, List<RaisedQuery>> byStudy = calledFor.stream()
                .collect(Collectors.groupingBy(raised -> raised.query().study()));
        int raised = 0;
        for (Map.Entry<String, List<RaisedQuery>> study : byStudy.entrySet()) {
            Set<String> known = queries.knownOrigins(
                    study.getKey(),
                    study.getValue().stream().map(RaisedQuery::origin).toList());
            List<RaisedQuery> outstanding = study.getValue().stream()
                    .filter(query -> !known.contains(query.origin()))
                    .toList();
            if (!outstanding.isEmpty()) {
                queries.raise(outstanding);
            }
            raised += outstanding.size();
        }
        return raised;
    }

    private static List<RaisedQuery> calledFor(List<StoredRevision> stored) {
        List<Revision> ordered = stored.stream()
                .map(StoredRevision::revision)
                .sorted(Comparator.comparingInt(Revision::number))
                .toList();
        Map<String, Map<Integer, Revision>> byForm = new TreeMap<>();
        List<RaisedQuery> queries = new ArrayList<>();
        for (Revision revision : ordered) {
            Map<Integer, Revision> earlier = byForm.computeIfAbsent(
                    revision.study() + "/" + revision.subject() + "/" + revision.instance(), form -> new HashMap<>());
            queries.addAll(SystemQueries.calledFor(revision, Optional.ofNullable(earlier.get(revision.number() - 1))));
            earlier.put(revision.number(), revision);
        }
        return queries;
    }
}
