package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.Optional;
import org.equipoise.randomizer.application.ActiveList;
import org.equipoise.randomizer.application.AllocationStore;
import org.equipoise.randomizer.application.ListSource;
import org.equipoise.randomizer.application.Outbox;
import org.equipoise.randomizer.application.SealedPlan;
import org.equipoise.randomizer.domain.plan.EligibilitySource;
import org.equipoise.randomizer.domain.plan.KitSource;
import org.equipoise.randomizer.domain.plan.SitesStart;

/** The service's own stores without its container, for a use case that is measured by itself. */
public final class Stores {

    private static final String ACTIVE = """
            SELECT l.list, p.version, p.factors, p.eligibility, p.caps, p.study_cap, p.sites_start
            FROM randomization_list l JOIN list_extension x ON x.list = l.list
              JOIN plan p ON p.study = x.study AND p.version = x.plan_version
            WHERE l.study = $1 AND l.purpose = 'live' ORDER BY x.extension DESC LIMIT 1""";

    private Stores() {}

    public static AllocationStore allocations(Pool pool) {
        return new PostgresAllocations(pool, null);
    }

    public static Outbox outbox(Pool pool) {
        return new PostgresOutbox(pool);
    }

    /** Reads the active list with one query, as the service does through Hibernate. */
    public static Uni<Optional<ActiveList>> active(Pool pool, String study) {
        return new Statement(ACTIVE).with(study).on(pool).map(rows -> {
            var row = rows.iterator().next();
            SealedPlan.Terms terms = new SealedPlan.Terms(
                    FactorsText.parse(row.getString("factors")),
                    EligibilitySource.of(row.getString("eligibility")).orElseThrow(),
                    CapsText.parse(row.getString("caps"), row.getInteger("study_cap")),
                    SitesStart.of(row.getString("sites_start")).orElseThrow(),
                    new KitSource.PerEntry());
            SealedPlan.Key plan = new SealedPlan.Key(study, row.getString("version"));
            return Optional.of(new ActiveList(row.getString("list"), plan, terms, ListSource.GENERATED));
        });
    }
}
