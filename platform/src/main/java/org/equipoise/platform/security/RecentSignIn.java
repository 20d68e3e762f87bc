package org.equipoise.platform.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** What a person answers for by name takes somebody who has just proved who they are, not only a session that lives. */
public final class RecentSignIn {

    public static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private RecentSignIn() {}

    /**
     * Checks the time of the sign-in.
     *
     * @throws Refusal {@code sign-in-too-old} if it is older than 60 s, unknown, or in the future
     */
    public static void require(Optional<Instant> authenticatedAt, Instant now) {
        boolean recent = authenticatedAt
                .filter(at -> !at.isBefore(now.minus(LONGEST)) && !at.isAfter(now.plus(CLOCKS_APART)))
                .isPresent();
        if (!recent) {
            throw Refusal.of(
                            ProblemType.SIGN_IN_TOO_OLD,
                            "This takes a sign-in not older than " + LONGEST.toSeconds() + " s; yours is "
                                    + authenticatedAt.map(at -> "of " + at).orElse("of an unknown time") + ".")
                    .fix("Sign in again (/sign-in?reauthenticate=true), then send the same request once more.")
                    .with("longestSeconds", LONGEST.toSeconds());
        }
    }
}
