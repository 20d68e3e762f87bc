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
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.equipoise.gateway.domain.limit.RetryAfter;
import org.equipoise.gateway.domain.request.HeaderHygiene;
import org.equipoise.gateway.edge.GatewayConfig;
import org.equipoise.gateway.edge.ProblemWriter;
import org.equipoise.gateway.edge.RequestGuard;
import org.equipoise.gateway.edge.limit.BodyDeadline;
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
    private UnaryOperator<String> inside = UnaryOperator.identity();
    private Optional<LimitedBody> body = Optional.empty();
    private Runnable afterwards = () -> {};

    /** Forwards with this {@code Authorization} header; without one if it is null. */
    Forwarding(Upstream upstream, String authorization, ProblemWriter problems, Vertx vertx, GatewayConfig config) {
        this.upstream = upstream;
        this.authorization = authorization;
        this.problems = problems;
        this.vertx = vertx;
        this.config = config;
    }

    /** Asks the service at what this makes of the target. */
    Forwarding rewritten(UnaryOperator<String> targetAtService) {
        inside = targetAtService;
        return this;
    }

    /** Runs this when the answer has come to its end, or has broken off on either side. */
    Forwarding afterwards(Runnable action) {
        afterwards = action;
        return this;
    }

    /** Opens the request to the service, and keeps it at hand so that it can be ended. */
    static OriginRequestProvider remembering(RequestOptions options) {
        return context ->
                context.client().request(options).onSuccess(request -> context.set(REQUEST_TO_SERVICE, request));
    }

    /** The caller's body does not come in time: the service never sees the whole request, and the caller is told. */
    void giveUpBody() {
        body.ifPresent(LimitedBody::giveUp);
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        request.setURI(inside.apply(request.getURI()));
        MultiMap headers = request.headers();
        HeaderHygiene.stoppedInRequest(headers.names(), headers.getAll("Connection"))
                .forEach(headers::remove);
        if (authorization != null) {
            headers.set("Authorization", authorization);
        }
        addForwarded(headers, request.proxiedRequest());

        LimitedBody limited = new LimitedBody(request.getBody().stream(), config.maxBody());
        body = Optional.of(limited);
        request.setBody(Body.body(limited, request.getBody().length()));
        Patience patience = new Patience(vertx, config.responseTimeout(), () -> giveUp(context));
        limited.onMovement(patience::moved);
        patience.start();
        return context.sendRequest()
                .onComplete(answered -> patience.stop())
                .recover(failure -> answer(request, explain(limited, patience)));
    }

    private Refusal explain(LimitedBody limited, Patience patience) {
        if (limited.exceeded()) {
            return RequestGuard.bodyTooLarge(config.maxBody());
        }
        if (limited.isLate()) {
            return BodyDeadline.tooSlow(config.limits().bodyTime());
        }
        return patience.exhausted() ? tookTooLong() : unreachable();
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        MultiMap headers = context.response().headers();
        HeaderHygiene.stoppedInResponse(headers.names(), headers.getAll("Connection"))
                .forEach(headers::remove);
        return context.sendResponse().onComplete(over -> afterwards.run());
    }

    private static void addForwarded(MultiMap headers, HttpServerRequest request) {
        // A proxy may have said that it does not know.
        headers.set(
                "X-Forwarded-For",
                Objects.requireNonNullElse(request.remoteAddress().hostAddress(), "unknown"));
        headers.set("X-Forwarded-Proto", request.scheme());
        String host = request.authority() == null
                ? request.getHeader("Host")
                : request.authority().toString();
        if (host != null) {
            headers.set("X-Forwarded-Host", host);
        }
    }

    private static void giveUp(ProxyContext context) {
        HttpClientRequest request = context.get(REQUEST_TO_SERVICE, HttpClientRequest.class);
        if (request != null) {
            request.reset();
        }
    }

    private Future<ProxyResponse> answer(ProxyRequest request, Refusal refusal) {
        HttpServerRequest original = request.proxiedRequest();
        ProxyResponse response = request.release()
                .response()
                .setStatusCode(refusal.type().status())
                .putHeader("Content-Type", ProblemDetail.MEDIA_TYPE)
                .setBody(Body.body(problems.body(original, refusal)));
        RetryAfter.of(refusal).ifPresent(seconds -> response.putHeader(RetryAfter.HEADER, seconds));
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
        return RetryAfter.in(
                Duration.ofSeconds(2),
                Refusal.of(ProblemType.NEIGHBOUR_UNAVAILABLE, upstream.serviceName() + " cannot be reached at present.")
                        .fix("Try again in a few seconds. " + SAFE_TO_REPEAT));
    }
}
