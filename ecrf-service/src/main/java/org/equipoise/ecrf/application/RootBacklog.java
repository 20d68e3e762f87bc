package org.equipoise.ecrf.application;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.RootDraft;

/**
 * The heads that no root has named yet, and the roots that come to name them, a limited number each: a root is one document, and a
 * document has a limit. A root covers what roots have named so far, itself included; what waits is covered by the next.
 *
 * <p>How many roots follow each other depends on the chains that everybody with the audit may see, and on nothing else: hidden
 * chains are taken along, and what is left of them waits for the next interval, so that the number of roots tells nothing of them.
 */
final class RootBacklog {
    private final SortedMap<String, ChainHead> open;
    private final SortedMap<String, ChainHead> hidden;
    private final Deque<ChainHead> openWaiting;
    private final Deque<ChainHead> hiddenWaiting;

    /**
     * The backlog.
     *
     * @param named the heads as roots have named them last
     * @param present the heads as they are now
     */
    RootBacklog(AuditTrail.Heads named, AuditTrail.Heads present) {
        this.open = byName(named.open());
        this.hidden = byName(named.hidden());
        this.openWaiting = waiting(open, present.open());
        this.hiddenWaiting = waiting(hidden, present.hidden());
    }

    /** Whether a further root is called for now. */
    boolean isWaiting() {
        return !openWaiting.isEmpty();
    }

    /** The next root, which follows on the last; it names at most so many heads of either kind. */
    RootDraft next(int most, AuditRoot last) {
        return next(most, last.seq(), last.hash());
    }

    /** The first root of a study. */
    RootDraft first(int most) {
        return next(most, 0, "");
    }

    private RootDraft next(int most, long seq, String hash) {
        Set<String> moved = new HashSet<>();
        take(most, openWaiting, open, moved);
        take(most, hiddenWaiting, hidden, moved);
        return new RootDraft(open.values(), hidden.values(), moved, seq, hash);
    }

    private static void take(
            int most, Deque<ChainHead> waiting, SortedMap<String, ChainHead> named, Set<String> moved) {
        for (int taken = 0; taken < most && !waiting.isEmpty(); taken++) {
            ChainHead head = waiting.remove();
            named.put(head.stream(), head);
            moved.add(head.stream());
        }
    }

    private static Deque<ChainHead> waiting(SortedMap<String, ChainHead> named, List<ChainHead> present) {
        Deque<ChainHead> waiting = new ArrayDeque<>();
        byName(present).values().stream()
                .filter(head -> !named.containsKey(head.stream())
                        || head.seq() > named.get(head.stream()).seq())
                .forEach(waiting::add);
        return waiting;
    }

    private static SortedMap<String, ChainHead> byName(Collection<ChainHead> heads) {
        SortedMap<String, ChainHead> byName = new TreeMap<>();
        heads.forEach(head -> byName.put(head.stream(), head));
        return byName;
    }
}
