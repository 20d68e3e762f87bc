package org.equipoise.gateway.edge.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.equipoise.gateway.domain.request.DrawnFor;
import org.equipoise.gateway.edge.GatewayConfig;
import org.equipoise.gateway.edge.ProblemWriter;
import org.equipoise.gateway.edge.limit.Admission;
import org.equipoise.gateway.edge.limit.BodyDeadline;
import org.equipoise.gateway.edge.session.AccessToken;
import org.equipoise.gateway.edge.session.Visitors;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Forwards {@code /api/<service>/**} to its service, as the visitor, streaming both ways. */
@ApplicationScoped
public class ProxyRoutes {

    private final Visitors visitors;
    private final ProblemWriter problems;
    private final GatewayConfig config;
    private final Vertx vertx;
    private final Admission admission;
    private final Map<Upstream, HttpClient> clients = new EnumMap<>(Upstream.class);
    private final Map<Upstream, HttpClient> streamClients = new EnumMap<>(Upstream.class);

    ProxyRoutes(Visitors visitors, Admission admission, ProblemWriter problems, GatewayConfig config, Vertx vertx) {
        this.visitors = visitors;
        this.admission = admission;
        this.problems = problems;
        this.config = config;
        this.vertx = vertx;
        for (Upstream upstream : Upstream.values()) {
            // A pool each: one service that hangs must not use up the connections to the others, and streams that stay
            // open not those of requests that are answered at once.
            clients.put(upstream, client(vertx, config, config.connectionsPerService()));
            streamClients.put(upstream, client(vertx, config, config.limits().streams()));
        }
    }

    void register(@Observes Router router) {
        ExternalRoute.ALL.forEach(
                route -> router.route(route.outside()).handler(context -> handleExternal(context, route)));
        router.route("/api/*").handler(this::handle);
    }

    /** Another system's contract: the randomizer itself finds out who calls; cookies and tokens count for nothing. */
    private void handleExternal(RoutingContext context, ExternalRoute route) {
        context.request().pause();
        String credentials = context.request().getHeader("Authorization");
        forward(
                context,
                clients.get(Upstream.RANDOMIZER),
                forwarding(Upstream.RANDOMIZER, credentials).rewritten(route::inside),
                Upstream.RANDOMIZER);
    }

    private void handle(RoutingContext context) {
        context.request().pause();
        visitors.accessToken(context)
                .subscribe()
                .with(
                        token -> forwardAs(token, context),
                        failure -> refuse(context, admission.refuse(context.request(), Visitors.explain(failure))));
    }

    private void forwardAs(AccessToken token, RoutingContext context) {
        try {
            Runnable afterwards = admission.admit(context, token.subject());
            new DrawnFor(context.request().getHeader(DrawnFor.HEADER))
                    .objection(token.subject())
                    .ifPresent(objection -> {
                        throw objection;
                    });
            Upstream upstream = Upstream.of(context.request().path()).orElseThrow(Refusal::notFound);
            boolean stream = Admission.wantsEvents(context.request());
            forward(
                    context,
                    (stream ? streamClients : clients).get(upstream),
                    forwarding(upstream, "Bearer " + token.raw())
                            .rewritten(
                                    target -> upstream.inside(context.request().method(), target))
                            .afterwards(afterwards),
                    upstream);
        } catch (Refusal refusal) {
            refuse(context, refusal);
        }
    }

    private void refuse(RoutingContext context, Refusal refusal) {
        if (refusal.type() == ProblemType.UNAUTHENTICATED) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        }
        problems.send(context, refusal);
        context.request().resume();
    }

    private Forwarding forwarding(Upstream upstream, String authorization) {
        return new Forwarding(upstream, authorization, problems, vertx, config);
    }

    private void forward(RoutingContext context, HttpClient client, Forwarding forwarding, Upstream upstream) {
        URI address = upstream.address(config);
        RequestOptions options = new RequestOptions()
                .setHost(address.getHost())
                .setPort(port(address))
                .setSsl("https".equals(address.getScheme()));
        BodyDeadline.answeredBy(context, forwarding::giveUpBody);
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(Forwarding.remembering(options))
                .addInterceptor(forwarding)
                .handle(context.request());
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equals(address.getScheme()) ? 443 : 80;
    }

    private static HttpClient client(Vertx vertx, GatewayConfig config, int connections) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(
                                Math.toIntExact(config.connectTimeout().toMillis()))
                        .setKeepAliveTimeout(30)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout(
                                Math.toIntExact(2 * config.responseTimeout().toMillis()))
                        .setMaxWaitQueueSize(4 * connections),
                new PoolOptions().setHttp1MaxSize(connections));
    }
}
