package org.equipoise.platform.problem;

import java.util.Locale;

/** The one catalogue of problems (RFC 9457): stable code, HTTP status and title. */
public enum ProblemType {
    // the request itself
    MALFORMED_JSON(400, "The body is not the JSON that this operation takes"),
    INVALID_VALUE(400, "A value is not acceptable"),
    IDEMPOTENCY_KEY_MISSING(400, "An Idempotency-Key header is needed"),
    REQUEST_REFUSED(400, "The request was refused"),
    UNAUTHENTICATED(401, "A valid access token is needed"),
    PERMISSION_MISSING(403, "Your role does not include this"),
    CONFLICTING_ROLES(403, "Your roles in this study contradict each other"),
    SIGN_IN_TOO_OLD(403, "Please sign in again for this"),
    CROSS_SITE_REQUEST(403, "The request did not come from this application"),
    ANOTHER_PERSON(409, "Somebody else is signed in now"),
    NOT_FOUND(404, "There is nothing here, or not for you"),
    METHOD_NOT_ALLOWED(405, "This address does not take that method"),
    NOT_ACCEPTABLE(406, "This address does not answer in that format"),
    BODY_TOO_SLOW(408, "The body took too long to come"),
    UNSUPPORTED_MEDIA_TYPE(415, "This address takes another media type"),
    BODY_TOO_LARGE(413, "The body is too large"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    PRECONDITION_REQUIRED(428, "Say which revision you change"),

    // idempotency
    KEY_REUSED(422, "This Idempotency-Key belongs to another request"),
    REQUEST_IN_FLIGHT(409, "The same request is still being carried out"),

    // studies and plans
    VERSION_EXISTS(409, "This version is published already, with other content"),
    INVALID_DEFINITION(422, "The study definition has errors"),
    INVALID_PLAN(422, "The plan has errors"),
    INVALID_LIST(422, "The list has errors"),
    PLAN_NOT_ACTIVE(409, "No randomization plan is active"),
    ALREADY_ACTIVE(409, "A plan is active already"),

    // randomization
    ALREADY_RANDOMIZED(409, "The subject is randomized already"),
    NOT_ELIGIBLE(422, "The subject is not eligible"),
    LIST_EXHAUSTED(409, "No further allocation is available"),
    RANDOMIZATION_CLOSED(409, "Randomization is not open here now"),
    OUT_OF_KITS(409, "There are not enough kits"),
    ALREADY_DISPENSED(409, "The kit for this dose is dispensed already"),
    STRATUM_UNKNOWN(422, "The stratum is not part of the plan"),

    // data capture
    REVISION_CONFLICT(409, "Somebody saved this form before you"),
    CHECK_FAILED(422, "A check failed"),
    REASON_REQUIRED(422, "A reason is needed"),
    STATE_CONFLICT(409, "This is not possible in the present state"),

    // statistics
    NOT_ENOUGH_DATA(422, "There are not enough data for this analysis"),
    ANALYSIS_IMPOSSIBLE(422, "The analysis could not be computed"),

    // neighbours and the unexpected
    BUSY(503, "There is no room for more at present"),
    NEIGHBOUR_UNAVAILABLE(503, "A neighbouring service did not answer"),
    TIMED_OUT(504, "The answer took too long"),
    UNEXPECTED_ERROR(500, "Something unexpected happened");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The stable code, for example {@code already-randomized}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
