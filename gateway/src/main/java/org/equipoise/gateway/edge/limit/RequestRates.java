package org.equipoise.gateway.edge.limit;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.equipoise.gateway.domain.limit.ClientNetwork;
import org.equipoise.gateway.domain.limit.RetryAfter;
import org.equipoise.gateway.edge.GatewayConfig;
import org.equipoise.gateway.edge.ProblemWriter;
import org.equipoise.gateway.edge.RequestGuard;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * How fast one may ask: a person, whoever else asks, and an address from which nobody knows who asks. So nobody learns from
 * a refusal what others do.
 */
@ApplicationScoped
public class RequestRates {

    /** Who asks here is unknown until the answer, or known to a service alone. */
    private static final Set<String> ALWAYS_UNKNOWN = Set.of(
            "/sign-in", "/signed-in", RequestGuard.SIGN_OUT, "/api/randomisation", "/api/sites", "/api/randomise");

    private final Buckets people;
    private final Buckets addresses;
    private final ProblemWriter problems;
    private final Vertx vertx;

    RequestRates(GatewayConfig config, Clock clock, ProblemWriter problems, Vertx vertx) {
        this.people = new Buckets(config.limits().person(), clock);
        this.addresses = new Buckets(config.limits().address(), clock);
        this.problems = problems;
        this.vertx = vertx;
    }

    void register(@Observes Filters filters) {
        filters.register(this::countUnknown, 890);
    }

    /**
     * Counts a request of a person who is known.
     *
     * @throws Refusal if it is one too many
     */
    public void countPerson(String subject) {
        people.take(subject).ifPresent(wait -> {
            throw tooMany("You send more requests than one person may.", wait);
        });
    }

    /** What to answer to credentials that turned out to be worth nothing: this, or that it was tried too often. */
    public Refusal countWorthless(HttpServerRequest request, Refusal refusal) {
        boolean counted = refusal.type() != ProblemType.UNAUTHENTICATED || isUnknown(request);
        return counted ? refusal : takeOfAddress(request).orElse(refusal);
    }

    private void countUnknown(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Refusal> refusal = isUnknown(request) ? takeOfAddress(request) : Optional.empty();
        if (refusal.isEmpty()) {
            context.next();
            return;
        }
        problems.send(context, refusal.get());
        RequestGuard.discardBody(request, vertx);
    }

    private Optional<Refusal> takeOfAddress(HttpServerRequest request) {
        SocketAddress caller = request.remoteAddress();
        return addresses
                .take(ClientNetwork.of(caller == null ? null : caller.hostAddress()))
                .map(wait -> tooMany("Too many requests come from your address without a valid sign-in.", wait));
    }

    private static boolean isUnknown(HttpServerRequest request) {
        String path = request.path();
        boolean operations = path.equals("/q") || path.startsWith("/q/");
        boolean credentials = request.headers().contains("Authorization") || RequestGuard.carriesSession(request);
        return !operations && (!credentials || ALWAYS_UNKNOWN.contains(path));
    }

    private static Refusal tooMany(String detail, Duration wait) {
        return RetryAfter.in(
                wait,
                Refusal.of(ProblemType.TOO_MANY_REQUESTS, detail + " Nothing was changed.")
                        .fix("Wait as long as Retry-After says, and then send fewer requests a second."));
    }
}
