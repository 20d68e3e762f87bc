package org.equipoise.gateway.edge.proxy;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.concurrent.TimeoutException;
import org.equipoise.gateway.domain.request.HeaderHygiene;
import org.equipoise.gateway.edge.ProblemWriter;
import org.equipoise.gateway.edge.RequestGuard;
import org.equipoise.gateway.edge.session.AccessToken;
import org.equipoise.platform.problem.ProblemDetail;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** One request on its way to a service and its answer on the way back. */
final class Forwarding implements ProxyInterceptor {

    private final Upstream upstream;
    private final AccessToken token;
    private final ProblemWriter problems;
    private final Vertx vertx;
    private final long maxBody;

    Forwarding(Upstream upstream, AccessToken token, ProblemWriter problems, Vertx vertx, long maxBody) {
        this.upstream = upstream;
        this.token = token;
        this.problems = problems;
        this.vertx = vertx;
        this.maxBody = maxBody;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        MultiMap headers = request.headers();
        HeaderHygiene.stoppedInRequest(headers.names(), headers.getAll("Connection"))
                .forEach(headers::remove);
        headers.set("Authorization", "Bearer " + token.raw());
        addForwarded(headers, request.proxiedRequest());

        LimitedBody body = new LimitedBody(request.getBody().stream(), maxBody);
        request.setBody(Body.body(body, request.getBody().length()));
        return context.sendRequest().recover(failure -> {
            Refusal refusal = body.exceeded() ? RequestGuard.bodyTooLarge(maxBody) : explain(failure);
            return Future.succeededFuture(answer(request, refusal));
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

    private ProxyResponse answer(ProxyRequest request, Refusal refusal) {
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
        return response;
    }

    private Refusal explain(Throwable failure) {
        String safeToRepeat = "A request with an Idempotency-Key is safe to repeat with the same key.";
        if (failure instanceof TimeoutException) {
            return Refusal.of(
                            ProblemType.TIMED_OUT,
                            upstream.serviceName()
                                    + " took too long. The request may or may not have been carried out.")
                    .fix("Look whether it was carried out before you send it again. " + safeToRepeat);
        }
        return Refusal.of(ProblemType.NEIGHBOUR_UNAVAILABLE, upstream.serviceName() + " cannot be reached at present.")
                .fix("Try again in a few seconds. " + safeToRepeat);
    }
}
