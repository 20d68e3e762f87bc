package org.equipoise.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.equipoise.platform.http.RequestId;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever leaves a resource method into a problem detail; no message of an unexpected error gets out. */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response refusal(Refusal refusal) {
        return render(refusal);
    }

    @ServerExceptionMapper
    public Response json(MismatchedInputException e) {
        return render(jsonRefusal(e));
    }

    @ServerExceptionMapper
    public Response json(JsonProcessingException e) {
        return render(jsonRefusal(e));
    }

    @ServerExceptionMapper
    public Response violations(ConstraintViolationException e) {
        List<Map<String, Object>> violations = e.getConstraintViolations().stream()
                .map(ProblemMappers::violation)
                .sorted((a, b) ->
                        a.get("field").toString().compareTo(b.get("field").toString()))
                .toList();
        String detail = violations.stream()
                .map(v -> v.get("field") + " " + v.get("message"))
                .collect(Collectors.joining("; "));
        return render(Refusal.of(ProblemType.INVALID_VALUE, detail)
                .fix("Correct the fields listed in violations and send the request again.")
                .with("violations", violations));
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return render(jsonRefusal(json));
        }
        return typeFor(e.getResponse().getStatus())
                .map(type -> render(describe(type)))
                .orElseGet(() -> unexpected(e));
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        String errorId = UUID.randomUUID().toString();
        LOG.errorf(e, "Unexpected error %s", errorId);
        return render(Refusal.of(ProblemType.UNEXPECTED_ERROR, "The request could not be completed.")
                .fix("Try again; a request with the same Idempotency-Key is safe to repeat. "
                        + "If it happens again, give your operator this errorId.")
                .with("errorId", errorId));
    }

    private static Refusal jsonRefusal(JsonProcessingException e) {
        String where =
                e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                        ? "The member '" + path(mapping) + "' does not fit or is not known."
                        : "The body could not be read as JSON.";
        String line = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
        return Refusal.of(ProblemType.MALFORMED_JSON, where + line)
                .fix("Compare the body with what the operation's description says: GET /api/<service>/openapi.");
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static Map<String, Object> violation(ConstraintViolation<?> violation) {
        String field = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .skip(1)
                .map(Object::toString)
                .collect(Collectors.joining("."));
        Object value = violation.getInvalidValue();
        return Map.of(
                "field",
                field,
                "message",
                violation.getMessage(),
                "value",
                value instanceof String || value instanceof Number ? value : "");
    }

    private static Optional<ProblemType> typeFor(int status) {
        return switch (status) {
            case 400 -> Optional.of(ProblemType.REQUEST_REFUSED);
            case 401 -> Optional.of(ProblemType.UNAUTHENTICATED);
            case 403 -> Optional.of(ProblemType.PERMISSION_MISSING);
            case 404 -> Optional.of(ProblemType.NOT_FOUND);
            case 405 -> Optional.of(ProblemType.METHOD_NOT_ALLOWED);
            case 406 -> Optional.of(ProblemType.NOT_ACCEPTABLE);
            case 413 -> Optional.of(ProblemType.BODY_TOO_LARGE);
            case 415 -> Optional.of(ProblemType.UNSUPPORTED_MEDIA_TYPE);
            default -> Optional.empty();
        };
    }

    private static Refusal describe(ProblemType type) {
        if (type == ProblemType.NOT_FOUND) {
            return Refusal.notFound();
        }
        return Refusal.of(type, type.title() + ".")
                .fix("Compare the request with the service's description: GET /api/<service>/openapi.");
    }

    private static Response render(Refusal refusal) {
        return Response.status(refusal.type().status())
                .type(ProblemDetail.MEDIA_TYPE)
                .entity(ProblemDetail.of(refusal, RequestId.current()))
                .build();
    }
}
