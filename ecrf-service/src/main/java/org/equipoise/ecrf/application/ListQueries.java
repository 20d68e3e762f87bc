package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.query.AgeBucket;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;

/** Lists the queries that the reader may see, by age, and counts them by age. */
@ApplicationScoped
public class ListQueries {
    private final Studies studies;
    private final QueryStore queries;
    private final Clock clock;

    public ListQueries(Studies studies, QueryStore queries, Clock clock) {
        this.studies = studies;
        this.queries = queries;
        this.clock = clock;
    }

    /** Which queries; empty parts mean all. A query of at least so many days was raised so long ago. */
    public record Selection(
            Optional<String> site,
            Optional<String> subject,
            Optional<QueryStatus> status,
            Optional<Integer> daysOld,
            boolean newestFirst) {}

    /** How many queries of a site are open and answered in each bucket of age. */
    public record SiteAges(String site, Map<AgeBucket, Long> open, Map<AgeBucket, Long> answered) {}

    public PageOf<DataQuery> list(Actor reader, String study, Selection selection, Page page) {
        Instant now = clock.instant();
        ToldCategories told = new ToldCategories(studies, study);
        QueryStore.Filter filter = new QueryStore.Filter(
                QueryStore.Visibility.of(told.present(), reader),
                selection.site(),
                selection.subject(),
                selection.status(),
                selection.daysOld().map(days -> now.minus(Duration.ofDays(days))),
                selection.newestFirst());
        return PageOf.showing(
                page, part -> queries.list(filter, part), query -> told.isFor(reader, query), DataQuery::id);
    }

    /** How many of a site that the reader may see stand so. */
    long count(Actor reader, String study, String site, QueryStatus status) {
        Selection selection =
                new Selection(Optional.of(site), Optional.empty(), Optional.of(status), Optional.empty(), false);
        long count = 0;
        Optional<String> after = Optional.empty();
        do {
            PageOf<DataQuery> page = list(reader, study, selection, new Page(after, Page.LARGEST));
            count += page.items().size();
            after = page.next();
        } while (after.isPresent());
        return count;
    }

    public List<SiteAges> ages(Actor reader, String study) {
        Instant now = clock.instant();
        ToldCategories told = new ToldCategories(studies, study);
        Map<String, List<DataQuery>> bySite =
                queries.unclosed(QueryStore.Visibility.of(told.present(), reader)).stream()
                        .filter(query -> told.isFor(reader, query))
                        .collect(Collectors.groupingBy(DataQuery::site, TreeMap::new, Collectors.toList()));
        return bySite.entrySet().stream()
                .map(site -> new SiteAges(
                        site.getKey(),
                        ages(site.getValue(), QueryStatus.OPEN, now),
                        ages(site.getValue(), QueryStatus.ANSWERED, now)))
                .toList();
    }

    private static Map<AgeBucket, Long> ages(List<DataQuery> found, QueryStatus status, Instant now) {
        return found.stream()
                .filter(query -> query.status() == status)
                .collect(Collectors.groupingBy(
                        query -> AgeBucket.of(query.ageInDays(now)),
                        () -> new EnumMap<>(AgeBucket.class),
                        Collectors.counting()));
    }
}
