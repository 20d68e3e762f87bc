package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.security.SiteScope;

/** Port to who may enrol where, and how many have been. */
public interface EnrolmentStore {

    /** Adds a change of status; when it is answered, no allocation that began before is under way any more. */
    Uni<Outcome> set(NewStatus status, UniqueRequest request, Instant at, Actor actor);

    /** Changes of status at the given sites and of the whole study, oldest first. */
    Uni<List<EnrolmentStatus.Change>> history(String study, SiteScope sites, long after, int limit);

    /** The last status of the study and of each site that has one. */
    Uni<List<EnrolmentStatus>> current(String study);

    /** How many subjects the live list has taken. */
    Uni<Counts> counts(String study);

    /** A status to be. */
    record NewStatus(String study, Optional<String> site, String status, String reason) {}

    /** Subjects randomized from the live list, by site and by stratum's key. */
    record Counts(Map<String, Long> bySite, Map<String, Integer> byStratum) {

        long total() {
            return byStratum.values().stream().mapToLong(Integer::longValue).sum();
        }
    }

    /** What became of a change. */
    sealed interface Outcome {

        /** The status holds, by this request or by an earlier one with the same key. */
        record Holds(EnrolmentStatus status) implements Outcome {}

        /** The key belongs to another request. */
        record KeyReused() implements Outcome {}

        /** The study has no plan. */
        record NoPlan() implements Outcome {}
    }
}
