package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.meeting.Meeting;
import org.equipoise.stats.domain.meeting.SignatureMeaning;

/** A member signs the recommendation as it stands, having just signed in. */
@ApplicationScoped
public class SignRecommendation {

    private final KeepMinutes minutes;

    public SignRecommendation(KeepMinutes minutes) {
        this.minutes = minutes;
    }

    /**
     * What is signed, and with which meaning.
     *
     * @param hash of the revision that the signer has read
     */
    public record Signing(String hash, SignatureMeaning meaning) {}

    /**
     * Signs.
     *
     * @throws Refusal {@code sign-in-too-old}; {@code revision-conflict} if the recommendation was changed; {@code
     *     state-conflict}, {@code permission-missing}, {@code not-found} or {@code key-reused}
     */
    public Meeting sign(String study, UUID meeting, Signing signing, IdempotencyKey key, CommitteePerson who) {
        Instant signedInAt = minutes.recentSignIn(who);
        return minutes.add(
                new KeepMinutes.Entering(
                        study,
                        meeting,
                        who,
                        key,
                        "signatures",
                        Map.of("hash", signing.hash(), "meaning", signing.meaning())),
                conduct -> conduct.sign(signing.hash(), signing.meaning(), signedInAt));
    }
}
