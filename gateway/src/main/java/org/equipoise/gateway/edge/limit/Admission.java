package org.equipoise.gateway.edge.limit;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.equipoise.gateway.domain.limit.OpenStreams;
import org.equipoise.gateway.edge.GatewayConfig;
import org.equipoise.platform.problem.Refusal;

/** Lets requests through to the services, as many of each caller as there is room for. */
@ApplicationScoped
public class Admission {

    private static final String EVENTS = "text/event-stream";

    private final RequestRates rates;
    private final OpenStreams streams;

    Admission(RequestRates rates, GatewayConfig config) {
        this.rates = rates;
        this.streams =
                new OpenStreams(config.limits().streams(), config.limits().streamsPerPerson());
    }

    /** Whether a stream of events may be the answer: nobody gets one who does not ask for it by its name. */
    public static boolean wantsEvents(HttpServerRequest request) {
        return request.headers().getAll("Accept").stream()
                .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains(EVENTS));
    }

    /**
     * Counts a person's request. A stream of events has a place until either side has closed it.
     *
     * @return to be run when the answer has come to its end, or has broken off
     * @throws Refusal if it is one too many
     */
    public Runnable admit(RoutingContext context, String subject) {
        rates.countPerson(subject);
        if (!wantsEvents(context.request())) {
            return () -> {};
        }
        OpenStreams.Place place = streams.take(subject, () -> context.response().reset());
        // Whichever comes first: a caller may leave before there is an answer, and a broken answer has no end.
        context.addEndHandler(over -> place.free());
        return place::free;
    }

    /** Nobody goes on following a list whose session they have ended. */
    public void endStreams(String subject) {
        streams.endAll(subject);
    }

    /** What to answer to somebody who could not be identified. */
    public Refusal refuse(HttpServerRequest request, Refusal refusal) {
        return rates.countWorthless(request, refusal);
    }
}
