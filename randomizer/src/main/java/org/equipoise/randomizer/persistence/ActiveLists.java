package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.randomizer.application.ActiveList;
import org.equipoise.randomizer.application.ListSource;
import org.equipoise.randomizer.application.SealedPlan;
import org.equipoise.randomizer.domain.plan.EligibilitySource;
import org.equipoise.randomizer.domain.plan.KitSource;
import org.equipoise.randomizer.domain.plan.SitesStart;

/**
 * The list that a study's subjects are allocated from, read with one small statement for each of them. The terms of its plan
 * are read and parsed once: a published version never changes.
 */
final class ActiveLists {

    private static final int MOST_PLANS = 500;
    private static final String ACTIVE = """
        SELECT l.list, l.source, x.plan_version
        FROM randomization_list l JOIN list_extension x ON x.list = l.list
        WHERE l.study = $1 AND l.purpose = 'live' ORDER BY x.extension DESC LIMIT 1\
        """;
    private static final String TERMS = """
        SELECT p.factors, p.eligibility, p.caps, p.study_cap, p.sites_start, k.minimum_days
        FROM plan p LEFT JOIN plan_kits k ON k.study = p.study AND k.version = p.version
        WHERE p.study = $1 AND p.version = $2\
        """;

    private final Pool pool;
    private final Map<SealedPlan.Key, SealedPlan.Terms> known = new ConcurrentHashMap<>();

    ActiveLists(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<ActiveList>> of(String study) {
        return new Statement(ACTIVE).with(study).on(pool).flatMap(rows -> {
            RowIterator<Row> found = rows.iterator();
            return found.hasNext()
                    ? active(study, found.next()).map(Optional::of)
                    : Uni.createFrom().item(Optional.empty());
        });
    }

    private Uni<ActiveList> active(String study, Row row) {
        SealedPlan.Key plan = new SealedPlan.Key(study, row.getString("plan_version"));
        return terms(plan)
                .map(terms ->
                        new ActiveList(row.getString("list"), plan, terms, ListSource.of(row.getString("source"))));
    }

    private Uni<SealedPlan.Terms> terms(SealedPlan.Key plan) {
        SealedPlan.Terms before = known.get(plan);
        return before != null
                ? Uni.createFrom().item(before)
                : new Statement(TERMS)
                        .with(plan.study())
                        .with(plan.version())
                        .on(pool)
                        .map(rows -> terms(rows.iterator().next()))
                        .invoke(terms -> keep(plan, terms));
    }

    private void keep(SealedPlan.Key plan, SealedPlan.Terms terms) {
        if (known.size() >= MOST_PLANS) {
            known.clear();
        }
        known.put(plan, terms);
    }

    private static SealedPlan.Terms terms(Row row) {
        Integer minimumDays = row.getInteger("minimum_days");
        return new SealedPlan.Terms(
                FactorsText.parse(row.getString("factors")),
                EligibilitySource.of(row.getString("eligibility")).orElseThrow(),
                CapsText.parse(row.getString("caps"), row.getInteger("study_cap")),
                SitesStart.of(row.getString("sites_start")).orElseThrow(),
                minimumDays == null ? new KitSource.PerEntry() : new KitSource.Managed(minimumDays));
    }
}
