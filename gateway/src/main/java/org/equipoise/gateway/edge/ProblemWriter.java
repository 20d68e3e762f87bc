package org.equipoise.gateway.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.gateway.domain.limit.RetryAfter;
import org.equipoise.platform.http.RequestId;
import org.equipoise.platform.problem.ProblemDetail;
import org.equipoise.platform.problem.Refusal;

/** Answers a request with a problem detail. */
@ApplicationScoped
public class ProblemWriter {

    private final ObjectMapper json;

    ProblemWriter(ObjectMapper json) {
        this.json = json;
    }

    public void send(RoutingContext context, Refusal refusal) {
        if (context.response().ended()) {
            return;
        }
        HttpServerRequest request = context.request();
        boolean page = ProblemPage.isWantedBy(request);
        RetryAfter.of(refusal).ifPresent(seconds -> context.response().putHeader(RetryAfter.HEADER, seconds));
        context.response()
                .setStatusCode(refusal.type().status())
                .putHeader("Content-Type", page ? "text/html; charset=utf-8" : ProblemDetail.MEDIA_TYPE)
                .end(
                        page
                                ? Buffer.buffer(ProblemPage.of(refusal, request.getHeader(RequestId.HEADER)))
                                : body(request, refusal));
    }

    public Buffer body(HttpServerRequest request, Refusal refusal) {
        return json(ProblemDetail.of(refusal, request.getHeader(RequestId.HEADER)));
    }

    public Buffer json(Object value) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
