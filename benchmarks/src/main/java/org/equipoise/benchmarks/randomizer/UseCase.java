package org.equipoise.benchmarks.randomizer;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.equipoise.benchmarks.load.Client;
import org.equipoise.benchmarks.system.Database;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.ActiveList;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.DeliverOutbox;
import org.equipoise.randomizer.application.EligibilityCheck;
import org.equipoise.randomizer.application.PlanStore;
import org.equipoise.randomizer.application.RandomizeSubject;
import org.equipoise.randomizer.application.UniqueRequest;
import org.equipoise.randomizer.persistence.Stores;

/** The use case with the service's own statements and a pool like the service's, without HTTP, tokens and container. */
final class UseCase implements AutoCloseable {

    private static final int CONNECTIONS = 20;
    private static final Logger LOG = Logger.getLogger("org.equipoise.randomizer");

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final RandomizeSubject randomize;

    UseCase(Database database) {
        PgConnectOptions address = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(database.port())
                .setDatabase(database.name())
                .setUser(database.user())
                .setPassword(database.password())
                .setCachePreparedStatements(true);
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .connectingTo(address)
                .using(vertx)
                .build();
        LOG.setLevel(Level.WARNING);
        pool.query("SELECT 1").execute().await().indefinitely();
        Clock clock = Clock.systemUTC();
        DeliverOutbox outbox = new DeliverOutbox(Stores.outbox(pool), randomization -> noNeighbour(), clock);
        EligibilityCheck eligibility = new EligibilityCheck((study, subject) -> noNeighbour());
        randomize = new RandomizeSubject(plans(), Stores.allocations(pool), null, null, eligibility, outbox, clock);
    }

    Client client(Study study) {
        return new Client() {
            @Override
            public void call(long number) {
                Study.Subject subject = study.subject(number);
                RandomizeSubject.Command command = new RandomizeSubject.Command(
                        study.id(),
                        subject.id(),
                        Optional.of(subject.site()),
                        Optional.of(Map.of("band", subject.band())),
                        SiteScope.all(),
                        new UniqueRequest("key-" + number, "fingerprint-" + number));
                Actor actor = new Actor("id-of-bench", "bench", Optional.empty(), false, "request-" + number);
                randomize.randomize(command, actor).await().indefinitely();
            }

            @Override
            public void close() {
                // the pool is shared
            }
        };
    }

    /** Of the plans, an allocation asks for the active list only. */
    private PlanStore plans() {
        Function<String, Uni<Optional<ActiveList>>> active = Stores.active(pool);
        return (PlanStore) Proxy.newProxyInstance(
                PlanStore.class.getClassLoader(), new Class<?>[] {PlanStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("active")) {
                        return active.apply((String) arguments[0]);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static <T> Uni<T> noNeighbour() {
        return Uni.createFrom().failure(new UnsupportedOperationException("The caller vouches for eligibility"));
    }

    @Override
    public void close() {
        pool.close().await().indefinitely();
        vertx.close().await().indefinitely();
    }
}
