package org.equipoise.gateway.edge.ui;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.equipoise.gateway.edge.ProblemWriter;
import org.equipoise.gateway.edge.SecurityHeaders;
import org.equipoise.gateway.edge.session.SessionRoutes;
import org.equipoise.platform.problem.Refusal;

/** Serves the web UI's one page, with a fresh style nonce, at every address that the UI knows. */
@ApplicationScoped
public class WebUi {

    private static final String PAGE = "META-INF/resources/index.html";
    private static final String PLACEHOLDER = "__STYLE_NONCE__";
    /** After the extensions' own routes and the static files, and before the resources, of which there are none here. */
    private static final int AFTER_EVERYTHING_ELSE =
            (RouteConstants.ROUTE_ORDER_DEFAULT + RouteConstants.ROUTE_ORDER_AFTER_DEFAULT) / 2;

    private final SessionRoutes session;
    private final ProblemWriter problems;
    private final Optional<String> page;

    WebUi(SessionRoutes session, ProblemWriter problems) {
        this.session = session;
        this.problems = problems;
        this.page = read();
    }

    void register(@Observes Router router) {
        router.get("/").order(-1).handler(this::serve);
        router.get("/index.html").order(-1).handler(this::serve);
        router.get("/studies/*").order(-1).handler(context -> session.requireSession(context, () -> serve(context)));
        router.route().order(AFTER_EVERYTHING_ELSE).handler(context -> problems.send(context, Refusal.notFound()));
    }

    private void serve(RoutingContext context) {
        if (page.isEmpty()) {
            problems.send(context, Refusal.notFound());
            return;
        }
        context.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(page.get().replace(PLACEHOLDER, SecurityHeaders.nonce(context)));
    }

    private static Optional<String> read() {
        try (InputStream stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(PAGE)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
