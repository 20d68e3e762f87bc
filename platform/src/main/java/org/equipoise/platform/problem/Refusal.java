package org.equipoise.platform.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that cannot be fulfilled, said so that the caller can act on it: what was wrong, with the value, and what
 * to do next. Plain Java, for every ring; the edge renders it as a problem detail. It never names an arm.
 */
public class Refusal extends RuntimeException {

    private final ProblemType type;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private String fix = "";

    public Refusal(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    public static Refusal of(ProblemType type, String detail) {
        return new Refusal(type, detail);
    }

    /** What exists only outside the caller's scope, and what does not exist at all, get the same answer. */
    public static Refusal notFound() {
        return of(ProblemType.NOT_FOUND, "There is nothing at this address, or it is outside your studies and sites.")
                .fix("Check the study, site and subject in the address.");
    }

    public Refusal fix(String whatToDoNext) {
        this.fix = whatToDoNext;
        return this;
    }

    /** Adds an extension member; the value must be serializable as JSON. */
    public Refusal with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public String fix() {
        return fix;
    }

    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    /** A refusal is an answer, not an accident: no stack is walked for it. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
