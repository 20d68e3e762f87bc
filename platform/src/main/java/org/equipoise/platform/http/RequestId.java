package org.equipoise.platform.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** Every request has an id: the caller's, if it is a plain one, else a new one. Logs and problems carry it. */
@ApplicationScoped
public class RequestId {

    public static final String HEADER = "X-Request-Id";
    private static final String KEY = "requestId";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9-]{8,64}");

    void register(@Observes Filters filters) {
        filters.register(this::apply, 1000);
    }

    private void apply(RoutingContext context) {
        String given = context.request().getHeader(HEADER);
        String id = given != null && PLAIN.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        MDC.put(KEY, id);
        context.put(KEY, id);
        context.request().headers().set(HEADER, id);
        context.response().putHeader(HEADER, id);
        if (context.request().path().startsWith("/api/")) {
            context.response().putHeader("Cache-Control", "no-store");
        }
        context.next();
    }

    /** The id of the request being served, or {@code none} outside one. */
    public static String current() {
        Object id = MDC.get(KEY);
        return id == null ? "none" : id.toString();
    }
}
