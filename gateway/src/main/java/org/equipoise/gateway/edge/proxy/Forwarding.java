package org.equipoise.gateway.edge.proxy;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Optional;
import org.equipoise.gateway.domain.request.HeaderHygiene;
import org.equipoise.gateway.edge.GatewayConfig;
import org.equipoise.gateway.edge.ProblemWriter;
import org.equipoise.gateway.edge.RequestGuard;
import org.equipoise.platform.problem.ProblemDetail;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** One request on its way to a service and its answer on the way back. */
final class Forwarding implements ProxyInterceptor {

    private static final String REQUEST_TO_SERVICE = "requestToService";
    private static final String SAFE_TO_REPEAT =
            "A request with an Idempotency-Key is safe to repeat with the same key.";

    private final Upstream upstream;
    private final String authorization;
    private final ProblemWriter problems;
    private final Vertx vertx;
    private final GatewayConfig config;
    private Optional<ExternalRoute> route = Optional.empty();

    /** Forwards with this {@code Authorization} header; without one if it is null. */
    Forwarding(Upstream upstream, String authorization, ProblemWriter problems, Vertx vertx, GatewayConfig config) {
        this.upstream = upstream;
        this.authorization = authorization;
        this.problems = problems;
        this.vertx = vertx;
        this.config = config;
    }

    /** Asks the service at the address that an external route has there. */
    Forwarding rewritten(Optional<ExternalRoute> externalRoute) {
        route = externalRoute;
        return this;
    }

    /** Opens the request to the service, and keeps it at hand so that it can be ended. */
    static OriginRequestProvider remembering(RequestOptions options) {
        return context ->
                context.client().request(options).onSuccess(request -> context.set(REQUEST_TO_SERVICE, request));
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        route.ifPresent(external -> request.setURI(external.inside(request.getURI())));
        MultiMap headers = request.headers();
        HeaderHygiene.stoppedInRequest(headers.names(), headers.getAll("Connection"))
                .forEach(headers::remove);
        if (authorization != null) {
            headers.set("Authorization", authorization);
        }
        addForwarded(headers, request.proxiedRequest());

        LimitedBody body = new LimitedBody(request.getBody().stream(), config.maxBody());
        request.setBody(Body.body(body, request.getBody().length()));
        Patience patience = new Patience(vertx, config.responseTimeout(), () -> giveUp(context));
        body.onMovement(patience::moved);
        patience.start();
        return context.sendRequest().onComplete(answered -> patience.stop()).recover(failure -> {
            if (body.exceeded()) {
                return answer(request, RequestGuard.bodyTooLarge(config.maxBody()));
            }
            return answer(request, patience.exhausted() ? tookTooLong() : unreachable());
        });
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        MultiMap headers = context.response().headers();
        HeaderHygiene.stoppedInResponse(headers.names(), headers.getAll("Connection"))
                .forEach(headers::remove);
        return context.sendResponse();
    }

    private static void addForwarded(MultiMap headers, HttpServerRequest request) {
        headers.set("X-Forwarded-For", request.remoteAddress().hostAddress());
        headers.set("X-Forwarded-Proto", request.scheme());
        headers.set("X-Forwarded-Host", request.authority().toString());
    }

    private static void giveUp(ProxyContext context) {
        HttpClientRequest request = context.get(REQUEST_TO_SERVICE, HttpClientRequest.class);
        if (request != null) {
            request.reset();
        }
    }

    private Future<ProxyResponse> answer(ProxyRequest request, Refusal refusal) {
        HttpServerRequest original = request.proxiedRequest();
        Body body = Body.body(problems.body(original, refusal));
        ProxyResponse response = request.release()
                .response()
                .setStatusCode(refusal.type().status())
                .putHeader("Content-Type", ProblemDetail.MEDIA_TYPE)
                .setBody(body);
        if (refusal.type() == ProblemType.NEIGHBOUR_UNAVAILABLE) {
            response.putHeader("Retry-After", "2");
        }
        RequestGuard.discardBody(original, vertx);
        return Future.succeededFuture(response);
    }

    private Refusal tookTooLong() {
        return Refusal.of(
                        ProblemType.TIMED_OUT,
                        upstream.serviceName() + " took too long. The request may or may not have been carried out.")
                .fix("Look whether it was carried out before you send it again. " + SAFE_TO_REPEAT);
    }

    private Refusal unreachable() {
        return Refusal.of(ProblemType.NEIGHBOUR_UNAVAILABLE, upstream.serviceName() + " cannot be reached at present.")
                .fix("Try again in a few seconds. " + SAFE_TO_REPEAT);
    }
}
