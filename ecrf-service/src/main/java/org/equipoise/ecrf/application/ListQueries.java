package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;

/** Lists the queries that the reader may see, oldest first. */
@ApplicationScoped
public class ListQueries {
    private final Studies studies;
    private final QueryStore queries;

    public ListQueries(Studies studies, QueryStore queries) {
        this.studies = studies;
        this.queries = queries;
    }

    public PageOf<DataQuery> list(
            Actor reader, String study, Optional<String> subject, Optional<QueryStatus> status, Page page) {
        studies.current(study);
        QueryStore.Filter filter = new QueryStore.Filter(QueryStore.Visibility.of(study, reader), subject, status);
        List<DataQuery> fetched = queries.list(filter, new Page(page.after(), page.limit() + 1));
        return PageOf.cut(fetched, page.limit(), DataQuery::id);
    }
}
