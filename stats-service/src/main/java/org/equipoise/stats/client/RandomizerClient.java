package org.equipoise.stats.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.equipoise.stats.application.AllocationSource;
import org.equipoise.stats.application.NeighbourFailure;
import org.equipoise.stats.application.Requester;
import org.equipoise.stats.domain.analysis.Allocations;

@ApplicationScoped
class RandomizerClient implements AllocationSource {

    private final RandomizerApi api;
    private final AccessTokens tokens;
    private final Neighbour randomizer;

    RandomizerClient(@RestClient RandomizerApi api, AccessTokens tokens, ObjectMapper json) {
        this.api = api;
        this.tokens = tokens;
        this.randomizer = new Neighbour("randomizer", json);
    }

    @Override
    public Allocations fetch(String study, UUID analysis, Requester requester) {
        String token = tokens.onBehalfOf(requester);
        AllocationsAnswer answer = randomizer.call(api.allocations(token, study, analysis), AllocationsAnswer.class);
        randomizer.require(answer.answers(study));
        try {
            return answer.toAllocations();
        } catch (IllegalArgumentException e) {
            throw randomizer.refusal(NeighbourFailure.INVALID_ANSWER);
        }
    }
}
