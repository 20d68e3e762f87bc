package org.equipoise.gateway.edge.limit;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.equipoise.gateway.edge.GatewayConfig;
import org.equipoise.gateway.edge.ProblemWriter;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Ends a request whose body is not complete in time, however often a byte of it comes. */
@ApplicationScoped
public class BodyDeadline {

    private static final String INSTEAD = BodyDeadline.class.getName();
    private static final long CLOSE_AFTER_MILLIS = 500;

    private final ProblemWriter problems;
    private final Vertx vertx;
    private final Duration limit;

    BodyDeadline(ProblemWriter problems, Vertx vertx, GatewayConfig config) {
        this.problems = problems;
        this.vertx = vertx;
        this.limit = config.limits().bodyTime();
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, 1100);
    }

    /** Who reads the body answers the caller itself, with the refusal; the connection is closed afterwards all the same. */
    public static void answeredBy(RoutingContext context, Runnable reader) {
        context.put(INSTEAD, reader);
    }

    public static Refusal tooSlow(Duration limit) {
        return Refusal.of(
                        ProblemType.BODY_TOO_SLOW,
                        "The body did not come within " + limit.toSeconds() + " seconds. Nothing was changed.")
                .fix("Send it over a faster connection, or send less at once.");
    }

    private void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.isEnded() && mayHaveBody(request)) {
            long timer = vertx.setTimer(limit.toMillis(), late -> end(context));
            request.end().onComplete(complete -> vertx.cancelTimer(timer));
        }
        context.next();
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.version() == HttpVersion.HTTP_2
                || request.headers().contains("Transfer-Encoding")
                || (length != null && !length.equals("0"));
    }

    private void end(RoutingContext context) {
        HttpServerRequest request = context.request();
        Runnable reader = context.get(INSTEAD);
        if (!context.response().headWritten()) {
            sayThatItCloses(request);
            if (reader == null) {
                problems.send(context, tooSlow(limit));
            } else {
                reader.run();
            }
        }
        request.handler(discarded -> {}).exceptionHandler(gone -> {}).resume();
        vertx.setTimer(CLOSE_AFTER_MILLIS, answered -> close(request));
    }

    private static void sayThatItCloses(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
        }
    }

    /** Other streams of an HTTP/2 connection go on. */
    private static void close(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }
}
