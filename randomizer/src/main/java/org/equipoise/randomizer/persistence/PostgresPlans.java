package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.randomizer.application.Activation;
import org.equipoise.randomizer.application.ActiveList;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.FilledList;
import org.equipoise.randomizer.application.ListExtension;
import org.equipoise.randomizer.application.ListExtension.ListPart;
import org.equipoise.randomizer.application.ListSource;
import org.equipoise.randomizer.application.PlanStatus;
import org.equipoise.randomizer.application.PlanStore;
import org.equipoise.randomizer.application.SealedList;
import org.equipoise.randomizer.application.SealedPlan;
import org.equipoise.randomizer.application.UniqueRequest;
import org.equipoise.randomizer.domain.plan.EligibilitySource;
import org.equipoise.randomizer.domain.plan.KitSource;
import org.equipoise.randomizer.domain.plan.SitesStart;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PostgresPlans implements PlanStore {

    private static final String ENSURE_KEY = "SELECT ensure_study_key($1, $2, $3) AS wrapped_keyset";
    private static final String KEY = "SELECT wrapped_keyset FROM study_key WHERE study = $1";
    private static final String PUBLISH =
            "SELECT publish_plan_with_kits($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS outcome";
    private static final String ACTIVATE =
            "SELECT * FROM activate_list($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    private final Pool pool;
    private final Mutiny.SessionFactory sessions;
    private final ListExtensions lists;
    private final ActiveLists active;

    PostgresPlans(Pool pool, Mutiny.SessionFactory sessions) {
        this.pool = pool;
        this.sessions = sessions;
        this.lists = new ListExtensions(pool);
        this.active = new ActiveLists(pool);
    }

    @Override
    public Uni<String> ensureStudyKey(String study, String offered, Instant at) {
        return new Statement(ENSURE_KEY)
                .with(study)
                .with(offered)
                .with(at)
                .on(pool)
                .map(rows -> rows.iterator().next().getString("wrapped_keyset"));
    }

    @Override
    public Uni<String> studyKey(String study) {
        return new Statement(KEY)
                .with(study)
                .on(pool)
                .map(rows -> rows.iterator().next().getString("wrapped_keyset"));
    }

    @Override
    public Uni<Publication> publish(SealedPlan plan, Instant at, Actor actor) {
        return new Statement(PUBLISH)
                .with(plan.key().study())
                .with(plan.key().version())
                .with(plan.contentHash())
                .with(plan.definition())
                .with(FactorsText.of(plan.terms().stratification()))
                .with(plan.terms().eligibility().code())
                .with(CapsText.of(plan.terms().caps()))
                .with(plan.terms().sitesStart().code())
                .with(at)
                .with(actor.facts())
                .with(plan.terms().kits() instanceof KitSource.Managed managed ? (Object) managed.minimumDays() : null)
                .on(pool)
                .map(rows -> publication(rows.iterator().next().getString("outcome")));
    }

    @Override
    public Uni<Optional<SealedPlan>> find(String study, String version) {
        return sessions.withSession(session -> session.createSelectionQuery(
                        "from PlanRow p where p.study = :study and p.version = :version", PlanRow.class)
                .setParameter("study", study)
                .setParameter("version", version)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(PostgresPlans::plan)));
    }

    @Override
    public Uni<Optional<PlanStatus>> status(String study) {
        return sessions.withSession(session -> inForce(session, study)
                .flatMap(active -> active.isPresent()
                        ? parts(session, active.get().list().list)
                                .map(parts -> Optional.of(active.get().status(parts)))
                        : lastPublished(session, study)));
    }

    @Override
    public Uni<Optional<ActiveList>> active(String study) {
        return active.of(study);
    }

    @Override
    public Uni<Optional<ActiveList>> testList(String study) {
        return sessions.withSession(session -> session.createSelectionQuery("""
            select p, l from ListRow l join PlanRow p on p.study = l.study and p.version = l.planVersion
            where l.study = :study and l.purpose = 'test' order by l.activatedAt desc, l.list\
            """, Object[].class)
                .setParameter("study", study)
                .setMaxResults(1)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(found -> new InForce((PlanRow) found[0], (ListRow) found[1], null).active())));
    }

    private static Uni<List<ListPart>> parts(Mutiny.Session session, String list) {
        return session.createSelectionQuery(
                        "from ExtensionRow x where x.list = :list order by x.extension", ExtensionRow.class)
                .setParameter("list", list)
                .getResultList()
                .map(rows -> rows.stream().map(ExtensionRow::toPart).toList());
    }

    @Override
    public Uni<Optional<SealedPlan.Terms>> termsInForce(String study) {
        return sessions.withSession(session -> inForce(session, study)
                        .flatMap(active -> active.isPresent()
                                ? Uni.createFrom().item(active.map(InForce::plan))
                                : lastPublishedRow(session, study)))
                .map(plan -> plan.map(PostgresPlans::terms));
    }

    /** The live list, and the plan under which its last part was made. */
    private static Uni<Optional<InForce>> inForce(Mutiny.Session session, String study) {
        return session.createSelectionQuery("""
            select p, l, x from ListRow l join ExtensionRow x on x.list = l.list
              join PlanRow p on p.study = x.study and p.version = x.planVersion
            where l.study = :study and l.purpose = 'live' order by x.extension desc\
            """, Object[].class)
                .setParameter("study", study)
                .setMaxResults(1)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(found -> new InForce((PlanRow) found[0], (ListRow) found[1], (ExtensionRow) found[2])));
    }

    private static Uni<Optional<PlanRow>> lastPublishedRow(Mutiny.Session session, String study) {
        return session.createSelectionQuery(
                        "from PlanRow p where p.study = :study order by p.publishedAt desc", PlanRow.class)
                .setParameter("study", study)
                .setMaxResults(1)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    private static Uni<Optional<PlanStatus>> lastPublished(Mutiny.Session session, String study) {
        return lastPublishedRow(session, study)
                .map(row -> row.map(plan -> new PlanStatus(
                        plan.study,
                        plan.version,
                        PlanStatus.PUBLISHED,
                        null,
                        FactorsText.parse(plan.factors).factors(),
                        null,
                        null,
                        List.of())));
    }

    private record InForce(PlanRow plan, ListRow list, ExtensionRow part) {

        ActiveList active() {
            return new ActiveList(
                    list.list, new SealedPlan.Key(plan.study, plan.version), terms(plan), ListSource.of(list.source));
        }

        PlanStatus status(List<ListPart> parts) {
            return new PlanStatus(
                    plan.study,
                    plan.version,
                    PlanStatus.ACTIVE,
                    part.merkleRoot,
                    FactorsText.parse(plan.factors).factors(),
                    list.activatedAt,
                    list.list,
                    parts);
        }
    }

    @Override
    public Uni<Activation> activate(SealedList list, UniqueRequest request, Instant at, Actor actor) {
        List<SealedList.Row> rows = list.rows();
        return new Statement(ACTIVATE)
                .with(list.plan().study())
                .with(list.plan().version())
                .with(list.id())
                .with(list.purpose().code())
                .with(list.source().code())
                .with(list.merkleRoot())
                .with(list.seed())
                .with(rows.stream().map(SealedList.Row::stratum).toArray(String[]::new))
                .with(rows.stream().map(SealedList.Row::position).toArray(Integer[]::new))
                .with(rows.stream().map(SealedList.Row::randomizationNumber).toArray(String[]::new))
                .with(rows.stream().map(SealedList.Row::kit).toArray(String[]::new))
                .with(list.arms())
                .with(rows.stream().map(SealedList.Row::leaf).toArray(String[]::new))
                .with(request.key())
                .with(request.fingerprint())
                .with(at)
                .with(actor.facts())
                .on(pool)
                .map(answer -> activation(list.plan().study(), answer.iterator().next()));
    }

    @Override
    public Uni<FilledList> filled(String list) {
        return lists.filled(list);
    }

    @Override
    public Uni<Boolean> isKnown(String study, UniqueRequest request) {
        return lists.isKnown(study, request);
    }

    @Override
    public Uni<ListExtension> extend(SealedList part, UniqueRequest request, Instant at, Actor actor) {
        return lists.extend(part, request, at, actor);
    }

    private static Publication publication(String outcome) {
        return switch (outcome) {
            case "published" -> Publication.PUBLISHED;
            case "same" -> Publication.SAME_CONTENT;
            case "other" -> Publication.OTHER_CONTENT;
            default -> throw new IllegalStateException("The database answered with an unknown outcome: " + outcome);
        };
    }

    private static Activation activation(String study, Row row) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "activated" -> new Activation.Active(list(study, row), false);
            case "replayed" -> new Activation.Active(list(study, row), true);
            case "already-active" -> new Activation.AlreadyActive(list(study, row));
            case "key-reused" -> new Activation.KeyReused();
            default -> throw new IllegalStateException("The database answered with an unknown outcome: " + outcome);
        };
    }

    private static Activation.ActivatedList list(String study, Row row) {
        return new Activation.ActivatedList(
                study,
                row.getString("plan_version"),
                row.getString("list"),
                row.getString("merkle_root"),
                row.getInteger("entries"),
                RandomizationRows.instant(row, "activated_at"),
                row.getString("purpose"));
    }

    private static SealedPlan plan(PlanRow row) {
        return new SealedPlan(new SealedPlan.Key(row.study, row.version), row.definition, terms(row));
    }

    private static SealedPlan.Terms terms(PlanRow row) {
        return new SealedPlan.Terms(
                FactorsText.parse(row.factors),
                EligibilitySource.of(row.eligibility).orElseThrow(),
                CapsText.parse(row.caps, row.studyCap),
                SitesStart.of(row.sitesStart).orElseThrow(),
                row.kitMinimumDays == null ? new KitSource.PerEntry() : new KitSource.Managed(row.kitMinimumDays));
    }
}
