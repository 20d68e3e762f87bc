package org.equipoise.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.equipoise.gateway.domain.request.RequestTarget;
import org.equipoise.gateway.domain.request.WriteOrigin;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** What is refused before anybody asks who sent it: odd paths and methods, large bodies, writes from other sites. */
@ApplicationScoped
public class RequestGuard {

    public static final String CSRF_HEADER = "X-Equipoise-CSRF";
    public static final String SIGN_OUT = "/sign-out";
    private static final String SESSION_COOKIE = "q_session";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final long DRAIN_MILLIS = 2000;

    private final ProblemWriter problems;
    private final Vertx vertx;
    private final long maxBody;

    RequestGuard(ProblemWriter problems, Vertx vertx, GatewayConfig config) {
        this.problems = problems;
        this.vertx = vertx;
        this.maxBody = config.maxBody();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, 900);
    }

    private void check(RoutingContext context) {
        Optional<Refusal> refusal = objection(context.request());
        if (refusal.isEmpty()) {
            context.next();
            return;
        }
        problems.send(context, refusal.get());
        discardBody(context.request(), vertx);
    }

    private Optional<Refusal> objection(HttpServerRequest request) {
        return RequestTarget.objection(request.uri())
                .map(detail -> Refusal.of(ProblemType.REQUEST_REFUSED, detail)
                        .fix("Write the address in its plain form; every operation has exactly one."))
                .or(() -> wrongMethod(request))
                .or(() -> tooLarge(request))
                .or(() -> crossSite(request))
                .or(() -> internal(request));
    }

    private static Optional<Refusal> wrongMethod(HttpServerRequest request) {
        String method = request.method().name();
        boolean signsOutByLink = request.path().equals(SIGN_OUT) && !method.equals("POST");
        if (METHODS.contains(method) && !signsOutByLink) {
            return Optional.empty();
        }
        return Optional.of(
                Refusal.of(ProblemType.METHOD_NOT_ALLOWED, request.path() + " does not take the method " + method + ".")
                        .fix(
                                signsOutByLink
                                        ? "Send a POST to sign out."
                                        : "Use a method from the service's description, GET /api/<service>/openapi."));
    }

    private Optional<Refusal> tooLarge(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        boolean large = length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > maxBody;
        return large ? Optional.of(bodyTooLarge(maxBody)) : Optional.empty();
    }

    public static Refusal bodyTooLarge(long maxBody) {
        return Refusal.of(
                        ProblemType.BODY_TOO_LARGE,
                        "The body is larger than " + maxBody / 1_048_576 + " MB. Nothing was changed.")
                .fix("Send less at once.")
                .with("maximumBytes", maxBody);
    }

    private static Optional<Refusal> crossSite(HttpServerRequest request) {
        WriteOrigin origin = new WriteOrigin(
                request.method().name(),
                request.getHeader(CSRF_HEADER),
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                request.authority() == null ? null : request.authority().toString());
        if (origin.isSafe() || !carriesSession(request)) {
            return Optional.empty();
        }
        boolean own = request.path().equals(SIGN_OUT) ? origin.isSameOrigin() : origin.isOwnScript();
        return own
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                ProblemType.CROSS_SITE_REQUEST,
                                "A write with a session cookie needs the header " + CSRF_HEADER
                                        + ": 1 and an Origin or Sec-Fetch-Site of this application.")
                        .fix("Use the application's own pages; a program sends a bearer token instead of a cookie."));
    }

    public static boolean carriesSession(HttpServerRequest request) {
        String cookies = request.getHeader("Cookie");
        return cookies != null && cookies.contains(SESSION_COOKIE);
    }

    /** The gateway's own health is for everybody who watches it; its metrics and the rest are for this machine. */
    private static Optional<Refusal> internal(HttpServerRequest request) {
        String path = request.path();
        boolean operations = path.equals("/q") || path.startsWith("/q/");
        boolean open = path.equals("/q/health") || path.startsWith("/q/health/") || isLocal(request);
        return operations && !open ? Optional.of(Refusal.notFound()) : Optional.empty();
    }

    private static boolean isLocal(HttpServerRequest request) {
        try {
            boolean forwarded = request.headers().contains("X-Forwarded-For")
                    || request.headers().contains("Forwarded");
            return !forwarded
                    && request.remoteAddress() != null
                    && InetAddress.getByName(request.remoteAddress().hostAddress())
                            .isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Reads on for a moment after an early answer, because a client that is still writing might not look at the answer,
     * and then closes the connection.
     */
    public static void discardBody(HttpServerRequest request, Vertx vertx) {
        if (request.isEnded()) {
            return;
        }
        long timer = vertx.setTimer(DRAIN_MILLIS, late -> request.connection().close());
        request.handler(discarded -> {})
                .endHandler(end -> vertx.cancelTimer(timer))
                .exceptionHandler(failure -> vertx.cancelTimer(timer))
                .resume();
    }
}
