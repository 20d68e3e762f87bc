package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.platform.audit.ChainHead;

/**
 * The heads that no root has named yet, as many as the next root takes: a root is one document, and a document has a limit. A root
 * covers what roots have named so far, itself included; what waits is covered by the next.
 *
 * <p>How many roots follow each other depends on the chains that everybody with the audit may see, and on nothing else: hidden
 * chains are taken along, and what is left of them waits for the next interval, so that the number of roots tells nothing of them.
 */
final class RootBacklog implements AuditTrail.HeadSink {
    private final AuditRoots roots;
    private final String study;
    private final int most;
    private final List<ChainHead> open = new ArrayList<>();
    private final List<ChainHead> hidden = new ArrayList<>();
    private boolean isWaiting;

    /**
     * A backlog that nothing is known of yet.
     *
     * @param most how many heads of either kind the next root names
     */
    RootBacklog(AuditRoots roots, String study, int most) {
        this.roots = roots;
        this.study = study;
        this.most = most;
    }

    @Override
    public void accept(Collection<ChainHead> present, Collection<ChainHead> presentHidden) {
        isWaiting |= take(open, moved(present, false));
        take(hidden, moved(presentHidden, true));
    }

    /** Heads of chains that everybody with the audit may see. */
    List<ChainHead> open() {
        return open;
    }

    List<ChainHead> hidden() {
        return hidden;
    }

    /** Whether a further root is called for now. */
    boolean isWaiting() {
        return isWaiting;
    }

    private boolean take(List<ChainHead> taken, List<ChainHead> moved) {
        int room = Math.min(most - taken.size(), moved.size());
        taken.addAll(moved.subList(0, room));
        return room < moved.size();
    }

    private List<ChainHead> moved(Collection<ChainHead> present, boolean isHidden) {
        if (present.isEmpty()) {
            return List.of();
        }
        Map<String, Long> named = new HashMap<>();
        roots.named(study, isHidden, present.stream().map(ChainHead::stream).toList())
                .forEach(head -> named.put(head.stream(), head.seq()));
        return present.stream()
                .filter(head -> head.seq() > named.getOrDefault(head.stream(), 0L))
                .toList();
    }
}
