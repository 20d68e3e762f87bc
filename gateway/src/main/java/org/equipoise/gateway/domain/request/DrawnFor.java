package org.equipoise.gateway.domain.request;

import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Whom the page was drawn for that sends a request. All tabs of a browser share one session: when somebody else signs in in
 * one tab, the others still hold what the person before saw and typed. Under the new session they would show the one
 * person's data to the other, and save the one person's words as the other's.
 *
 * @param person the value of {@link #HEADER}: the id that {@code /me} gave to the page; or null, as from programs, which
 *     say by their token alone who they are
 */
public record DrawnFor(String person) {

    public static final String HEADER = "Equipoise-Person";

    /**
     * What to answer to a page that was drawn for somebody else; empty if there is nothing to object to.
     *
     * @param subject who sends the request, by the session or the token
     */
    public Optional<Refusal> objection(String subject) {
        if (person == null || person.equals(subject)) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                        ProblemType.ANOTHER_PERSON,
                        "This page was opened by another person than the one who is signed in now. Nothing was read or"
                                + " changed.")
                .fix("Open the page anew. What the other person had typed waits for them as their draft."));
    }
}
