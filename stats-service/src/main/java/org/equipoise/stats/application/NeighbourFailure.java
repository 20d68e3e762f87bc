package org.equipoise.stats.application;

import java.util.Locale;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** How a neighbour fails, as the outcome of a run tells it: what was wrong, and what to do. */
public enum NeighbourFailure {
    UNREACHABLE("did not answer completely in time", "Check that it runs, then start the analysis again."),
    OVERLOADED("answered with an error of its own", "Look at its log for this request id, then try again."),
    REFUSED(
            "refused the request",
            "Try again: your sign-in may have expired before its turn. If it is refused again, check accounts and"
                    + " permissions."),
    CONFLICT(
            "found the request in conflict with what it keeps",
            "Try again. If it is refused again, have its operator verify its audit: a record may have been touched."),
    INVALID_ANSWER("gave an answer of an unexpected form", "Check that both services have matching versions."),
    OTHER_CONTENT(
            "gave records that are not those of its content hash",
            "Try again. If it happens again, have its operator verify its audit: what was frozen may have been"
                    + " touched.");

    private static final String NEIGHBOUR = "neighbour";

    private final String words;
    private final String remedy;

    NeighbourFailure(String words, String remedy) {
        this.words = words;
        this.remedy = remedy;
    }

    /** As in answers, for example {@code invalid-answer}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Refusal of(String neighbour) {
        return Refusal.of(ProblemType.NEIGHBOUR_UNAVAILABLE, "The " + neighbour + " " + words + ". Nothing was stored.")
                .fix(remedy)
                .with(NEIGHBOUR, neighbour)
                .with(RunEnd.REASON, code());
    }

    /** Whether waiting may help: the neighbour is out of reach, or not able to serve at this moment. */
    static boolean mayPass(Refusal refusal) {
        Object reason = refusal.members().get(RunEnd.REASON);
        return refusal.type() == ProblemType.NEIGHBOUR_UNAVAILABLE
                && (UNREACHABLE.code().equals(reason) || OVERLOADED.code().equals(reason));
    }
}
