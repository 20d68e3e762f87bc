package org.equipoise.stats.application;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.equipoise.stats.domain.analysis.Charter;
import org.equipoise.stats.domain.meeting.Participant;

/**
 * Somebody who may read closed results, as their token shows them.
 *
 * @param roles their roles in the study; a charter may name them
 * @param signedInAt when they last proved who they are, if the token says so
 */
public record CommitteePerson(Participant participant, Set<String> roles, Optional<Instant> signedInAt) {

    boolean chairs(Charter charter) {
        return participant.member() && charter.isChair(participant.name(), roles);
    }

    boolean holdsKey(Charter charter) {
        return charter.holdsKey(participant.name(), roles);
    }
}
