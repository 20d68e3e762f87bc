package org.equipoise.ecrf.domain.eligibility;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.rules.EligibilityRules;
import org.equipoise.ecrf.domain.subject.Randomization;

/**
 * How the levels of a randomized subject's stratification factors have developed.
 *
 * @param current the levels that the data give now, by factor; a factor without a determined level is absent
 * @param changes every change of a level against that of the randomization, and back, in the order of time
 */
public record StratificationHistory(Map<String, String> current, List<MisStratification> changes) {
    /** Copies both, the levels sorted by factor. */
    public StratificationHistory {
        current = Map.copyOf(current);
        changes = List.copyOf(changes);
    }

    /**
     * Follows the levels through the revisions of the forms that decide.
     *
     * <p>For each factor that the subject was randomized under, the level starts as the randomization's. The last revision that
     * was saved before the randomization is looked at too: a value that changed between the certificate and the allocation is a
     * difference from the beginning.
     *
     * @param rules the study's present rules, which say where each factor comes from
     * @param randomization what the subject was randomized under
     * @param revisions all revisions of the forms that decide
     * @param levels the rules under which a revision was written, so that an amendment does not rewrite history
     * @return the history
     */
    public static StratificationHistory of(
            EligibilityRules rules,
            Randomization randomization,
            List<Revision> revisions,
            BiFunction<Revision, String, Optional<EligibilityRules.Stratification>> levels) {
        Map<String, String> current = new TreeMap<>();
        List<MisStratification> changes = new ArrayList<>();
        for (EligibilityRules.Stratification factor : rules.strata()) {
            String randomized = randomization.strata().get(factor.factor());
            if (randomized == null) {
                continue;
            }
            Optional<String> level = Optional.of(randomized);
            for (Revision revision : since(randomization, ordered(revisions, factor.form()))) {
                Optional<String> next = levels.apply(revision, factor.factor())
                        .orElse(factor)
                        .level(revision.content().values());
                if (!next.equals(level)) {
                    changes.add(new MisStratification(
                            factor.factor(),
                            randomized,
                            next,
                            revision.savedAt(),
                            revision.instance(),
                            revision.number()));
                }
                level = next;
            }
            level.ifPresent(known -> current.put(factor.factor(), known));
        }
        changes.sort(Comparator.comparing(MisStratification::since).thenComparing(MisStratification::factor));
        return new StratificationHistory(current, changes);
    }

    /**
     * The history of some factors.
     *
     * @param factors the factors
     * @return the history without all others
     */
    public StratificationHistory only(Set<String> factors) {
        Map<String, String> some = new TreeMap<>(current);
        some.keySet().retainAll(factors);
        return new StratificationHistory(
                some,
                changes.stream()
                        .filter(change -> factors.contains(change.factor()))
                        .toList());
    }

    private static List<Revision> ordered(List<Revision> revisions, FormInstance form) {
        return revisions.stream()
                .filter(revision -> revision.instance().equals(form))
                .sorted(Comparator.comparingInt(Revision::number))
                .toList();
    }

    private static List<Revision> since(Randomization randomization, List<Revision> ordered) {
        long before = ordered.stream()
                .filter(revision -> !revision.savedAt().isAfter(randomization.randomizedAt()))
                .count();
        return ordered.subList((int) Math.max(0, before - 1), ordered.size());
    }
}
