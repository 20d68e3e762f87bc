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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.equipoise.gateway.edge.GatewayConfig;
import org.equipoise.gateway.edge.ProblemWriter;
import org.equipoise.gateway.edge.session.Visitors;
import org.equipoise.platform.problem.Refusal;

/** Forwards {@code /api/<service>/**} to its service, as the visitor, streaming both ways. */
@ApplicationScoped
public class ProxyRoutes {

    private final Visitors visitors;
    private final ProblemWriter problems;
    private final GatewayConfig config;
    private final Vertx vertx;
    private final Map<Upstream, HttpClient> clients = new EnumMap<>(Upstream.class);

    ProxyRoutes(Visitors visitors, ProblemWriter problems, GatewayConfig config, Vertx vertx) {
        this.visitors = visitors;
        this.problems = problems;
        this.config = config;
        this.vertx = vertx;
        for (Upstream upstream : Upstream.values()) {
            // A pool each: one service that hangs must not use up the connections to the others.
            clients.put(upstream, client(vertx, config));
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
        forward(context, Upstream.RANDOMIZER, credentials, Optional.of(route));
    }

    private void handle(RoutingContext context) {
        Optional<Upstream> upstream = Upstream.of(context.request().path());
        context.request().pause();
        visitors.accessToken(context)
                .subscribe()
                .with(
                        token -> upstream.ifPresentOrElse(
                                service -> forward(context, service, "Bearer " + token.raw(), Optional.empty()),
                                () -> refuse(context, Refusal.notFound())),
                        failure -> refuse(context, Visitors.explain(failure)));
    }

    private void refuse(RoutingContext context, Refusal refusal) {
        if (refusal.type().status() == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        }
        problems.send(context, refusal);
        context.request().resume();
    }

    private void forward(
            RoutingContext context, Upstream upstream, String authorization, Optional<ExternalRoute> route) {
        URI address = upstream.address(config);
        RequestOptions options = new RequestOptions()
                .setHost(address.getHost())
                .setPort(port(address))
                .setSsl("https".equals(address.getScheme()));
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), clients.get(upstream))
                .origin(Forwarding.remembering(options))
                .addInterceptor(new Forwarding(upstream, authorization, problems, vertx, config).rewritten(route))
                .handle(context.request());
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equals(address.getScheme()) ? 443 : 80;
    }

    private static HttpClient client(Vertx vertx, GatewayConfig config) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(
                                Math.toIntExact(config.connectTimeout().toMillis()))
                        .setKeepAliveTimeout(30)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout(
                                Math.toIntExact(2 * config.responseTimeout().toMillis()))
                        .setMaxWaitQueueSize(4 * config.connectionsPerService()),
                new PoolOptions().setHttp1MaxSize(config.connectionsPerService()));
    }
}
