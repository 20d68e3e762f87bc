package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.ecrf.domain.study.FormCategory;

/**
 * Counts what happens at a site, subjects screened and forms saved, for all who follow its lists with one look at the stores. What a
 * follower may not see is not counted for the follower: a save of it moves nothing, not even the moment at which a list is drawn up.
 */
@ApplicationScoped
public class SiteActivity {
    /** A save gets its instant a moment before it can be read. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    /** A site that nobody has asked about for so long is forgotten. */
    private static final Duration MEMORY = Duration.ofMinutes(2);

    private final SubjectStore subjects;
    private final RevisionStore revisions;
    private final Studies studies;
    private final Map<Place, Watched> watched = new ConcurrentHashMap<>();

    public SiteActivity(SubjectStore subjects, RevisionStore revisions, Studies studies) {
        this.subjects = subjects;
        this.revisions = revisions;
        this.studies = studies;
    }

    /** A study's site. */
    public record Place(String study, String site) {}

    /** When somebody looks, and how old an answer may be. */
    public record Look(Instant now, Duration atMostOld) {}

    /** How many subjects were screened, and how often something of some categories was saved since the site is watched. */
    public long count(Place place, Set<FormCategory> seen, Look look) {
        watched.values().removeIf(site -> site.isForgotten(look.now()));
        return watched.computeIfAbsent(place, Watched::new).count(seen, look);
    }

    private final class Watched {
        private final Place place;
        private final Map<FormCategory, Long> saves = new ConcurrentHashMap<>();
        private Set<String> known = Set.of();
        private long screened;
        private volatile Instant lookedAt = Instant.EPOCH;

        Watched(Place place) {
            this.place = place;
        }

        boolean isForgotten(Instant now) {
            return !lookedAt.equals(Instant.EPOCH) && lookedAt.plus(MEMORY).isBefore(now);
        }

        synchronized long count(Set<FormCategory> seen, Look look) {
            if (!lookedAt.plus(look.atMostOld()).isAfter(look.now())) {
                look(look.now());
            }
            return screened
                    + seen.stream()
                            .mapToLong(category -> saves.getOrDefault(category, 0L))
                            .sum();
        }

        private void look(Instant now) {
            screened = subjects.highestNumber(place.study(), place.site());
            FormCategories categories = new FormCategories(studies, place.study());
            Instant since = lookedAt.equals(Instant.EPOCH) ? now : lookedAt;
            Set<String> found = new HashSet<>();
            for (RevisionStore.SavedForm form :
                    revisions.savedSince(place.study(), place.site(), since.minus(OVERLAP))) {
                found.add(form.hash());
                if (!known.contains(form.hash())) {
                    Optional<FormCategory> category =
                            categories.of(form.event(), form.form(), form.definitionVersion());
                    category.ifPresent(seen -> saves.merge(seen, 1L, Long::sum));
                }
            }
            known = found;
            lookedAt = now;
        }
    }
}
