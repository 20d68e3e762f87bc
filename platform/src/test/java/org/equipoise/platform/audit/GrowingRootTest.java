package org.equipoise.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingRootTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private static SortedMap<String, ChainHead> heads(Random random, String kind, int most) {
        SortedMap<String, ChainHead> heads = new TreeMap<>();
        for (int i = random.nextInt(most); i > 0; i--) {
            String name = "S/" + kind + random.nextInt(2 * most);
            heads.put(name, new ChainHead(name, 1 + random.nextInt(5), HashChain.genesis(name + i)));
        }
        return heads;
    }

    private static AuditRoot passedBy(Known known, Collection<ChainHead> moved, Collection<ChainHead> movedHidden) {
        GrowingRoot growing = new GrowingRoot(moved, movedHidden);
        known.open().values().forEach(growing::named);
        known.hidden().values().forEach(growing::namedHidden);
        return growing.unsigned("S", "salt", NOW, Optional.empty());
    }

    private record Known(SortedMap<String, ChainHead> open, SortedMap<String, ChainHead> hidden) {
        AuditRoot root(String salt) {
            return new RootDraft(open.values(), hidden.values(), Set.of(), 0, "").unsigned("S", salt, NOW);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheRootOverAllHeads(long seed) {
        Random random = new Random(seed);
        Known known = new Known(heads(random, "open/", 40), heads(random, "hidden/", 20));
        SortedMap<String, ChainHead> moved = heads(random, "open/", 10);
        SortedMap<String, ChainHead> movedHidden = heads(random, "hidden/", 10);
        SortedMap<String, ChainHead> open = new TreeMap<>(known.open());
        open.putAll(moved);
        SortedMap<String, ChainHead> hidden = new TreeMap<>(known.hidden());
        hidden.putAll(movedHidden);
        Set<String> names = new HashSet<>(moved.keySet());
        names.addAll(movedHidden.keySet());

        assertThat(passedBy(known, moved.values(), movedHidden.values()))
                .isEqualTo(new RootDraft(open.values(), hidden.values(), names, 0, "").unsigned("S", "salt", NOW));
    }

    @Test
    void seesWhetherWhatPassedByIsWhatTheLastRootCovered() {
        Random random = new Random(3);
        Known known = new Known(heads(random, "open/", 40), heads(random, "hidden/", 20));
        AuditRoot last = known.root("last salt");
        ChainHead other = new ChainHead("S/zzz", 1, HashChain.genesis("S/zzz"));
        GrowingRoot same = new GrowingRoot(Set.of(other), Set.of());
        GrowingRoot touched = new GrowingRoot(Set.of(), Set.of());
        GrowingRoot touchedHidden = new GrowingRoot(Set.of(), Set.of());
        known.open().values().forEach(head -> {
            same.named(head);
            touched.named(head);
            touchedHidden.named(head);
        });
        known.hidden().values().forEach(head -> {
            same.namedHidden(head);
            touched.namedHidden(head);
        });
        touched.named(other);

        assertThat(same.continues(last, "last salt")).isTrue();
        assertThat(same.continues(last, "another salt")).isFalse();
        assertThat(touched.continues(last, "last salt")).isFalse();
        assertThat(touchedHidden.continues(last, "last salt")).isFalse();
    }
}
