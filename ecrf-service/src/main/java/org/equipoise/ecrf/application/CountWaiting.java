package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import org.equipoise.ecrf.domain.rules.ReportingClock;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Raise;

/** Counts what waits for somebody: alerts, queries and reporting clocks, as far as the reader sees them in their own lists. */
@ApplicationScoped
public class CountWaiting {
    private final ListNotices notices;
    private final ListQueries queries;

    public CountWaiting(ListNotices notices, ListQueries queries) {
        this.notices = notices;
        this.queries = queries;
    }

    /** Alerts of a site or of a subject that nobody has acknowledged. */
    long alerts(Actor reader, String study, Optional<String> site, Optional<String> subject) {
        return notices.open(reader, study, new ListNotices.Selection(Raise.ALERT, site, subject, Optional.of(true)));
    }

    /** Queries of a site whose next step is the reader's. */
    long queries(ReadWorkList.SiteReader reader, String study, String site) {
        return reader.settles().stream()
                .mapToLong(status -> queries.count(reader.actor(), study, site, status))
                .sum();
    }

    /** Reporting clocks of a site that run or are overdue; none for who may not read adverse events. */
    static long clocks(
            Actor reader, String site, FormCategories categories, Collection<ReportingClock.Reading> readings) {
        return !reader.sees(FormCategory.SAFETY, site)
                ? 0
                : readings.stream()
                        .filter(reading -> reading.stopped().isEmpty())
                        .filter(reading -> ReadSafety.sees(categories, reader, site, reading.report()))
                        .count();
    }
}
