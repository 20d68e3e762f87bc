package org.equipoise.randomizer.domain.plan;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.equipoise.randomizer.domain.allocation.Stratum;

/**
 * The most subjects that may be randomized, by scope.
 *
 * <p>A cap's key is {@code study}, {@code site} (each site), {@code site:}<i>one</i>, {@code stratum} (each stratum) or
 * {@code stratum:}<i>key of one</i>; the cap of one site or stratum stands instead of the one for each. Randomizations
 * that were marked as made in error count: their place in the list stays taken.
 *
 * @param byKey subjects, at least 1, by the caps' keys
 */
public record EnrolmentCaps(Map<String, Integer> byKey) {

    /** Key of the whole study's cap. */
    public static final String STUDY = "study";

    /** Key of the cap that each site has. */
    public static final String EACH_SITE = "site";

    /** Key of the cap that each stratum has. */
    public static final String EACH_STRATUM = "stratum";

    /** What the key of one site's cap begins with. */
    public static final String ONE_SITE = "site:";

    /** What the key of one stratum's cap begins with. */
    public static final String ONE_STRATUM = "stratum:";

    /** Keeps an unmodifiable copy. */
    public EnrolmentCaps {
        byKey = Map.copyOf(byKey);
    }

    /** The whole study's cap; empty if as many may be randomized as the list holds. */
    public OptionalInt study() {
        return optional(byKey.get(STUDY));
    }

    /** The cap that holds at a site. */
    public OptionalInt atSite(String site) {
        return optional(byKey.getOrDefault(ONE_SITE + site, byKey.get(EACH_SITE)));
    }

    /** The cap that holds in a stratum. */
    public OptionalInt inStratum(Stratum stratum) {
        return optional(byKey.getOrDefault(ONE_STRATUM + stratum.key(), byKey.get(EACH_STRATUM)));
    }

    /** The caps in the order of their keys, for records that are hashed. */
    public Map<String, Integer> ordered() {
        return new TreeMap<>(byKey);
    }

    private static OptionalInt optional(Integer cap) {
        return cap == null ? OptionalInt.empty() : OptionalInt.of(cap);
    }
}
