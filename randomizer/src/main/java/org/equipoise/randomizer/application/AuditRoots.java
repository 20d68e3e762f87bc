package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.ChainHead;

/** Port to the signed roots of the audit. */
public interface AuditRoots {

    /**
     * All hash chains of a study at one moment.
     *
     * @param heads the chains that everybody with the audit may see
     * @param hidden the chains that blinded people must not see growing: the unblinding register's and the kits'
     * @param moved the names of those of both that moved since the last root
     * @param lastRoot the number of the last root; 0 before the first
     * @param lastHash that root's hash
     */
    record Heads(List<ChainHead> heads, List<ChainHead> hidden, List<String> moved, long lastRoot, String lastHash) {

        /** Keeps unmodifiable copies. */
        public Heads {
            heads = List.copyOf(heads);
            hidden = List.copyOf(hidden);
            moved = List.copyOf(moved);
        }
    }

    /**
     * A root with what opens its commitment.
     *
     * @param salt the commitment's
     * @param sealedHeads the hidden heads that moved since the last root
     * @param request what makes the request for it the same as an earlier one, if somebody asked for it
     */
    record NewRoot(AuditRoot root, String salt, List<ChainHead> sealedHeads, Optional<UniqueRequest> request) {

        /** Keeps an unmodifiable copy. */
        public NewRoot {
            sealedHeads = List.copyOf(sealedHeads);
        }
    }

    /** The studies that have an audit. */
    Uni<List<String>> studies();

    Uni<Heads> heads(String study);

    /** Adds a root; false if another came first. */
    Uni<Boolean> append(NewRoot root);

    /** Roots in their order, after the one with the given number. */
    Uni<List<AuditRoot>> page(String study, long after, int limit);

    /** Roots from the last backwards, those before the one with the given number. */
    Uni<List<AuditRoot>> pageBack(String study, long before, int limit);

    /** The root that was made for this key, with the fingerprint of that request. */
    Uni<Optional<Asked>> asked(String study, String key);

    /** What was asked for before. */
    record Asked(String fingerprint, long root) {}
}
