package org.equipoise.platform.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The next root of a study before it is signed, whatever store its chains lie in.
 *
 * @param heads the chains that everybody with the audit may see
 * @param hidden the chains that must not be seen growing
 * @param moved the names of those of both that moved since the last root
 * @param lastRoot the number of the last root; 0 before the first
 * @param lastHash that root's hash
 */
public record RootDraft(
        Collection<ChainHead> heads,
        Collection<ChainHead> hidden,
        Collection<String> moved,
        long lastRoot,
        String lastHash) {

    /** Keeps unmodifiable copies. */
    public RootDraft {
        heads = List.copyOf(heads);
        hidden = List.copyOf(hidden);
        moved = Set.copyOf(moved);
    }

    /**
     * The root, neither hashed nor signed.
     *
     * @param study the study
     * @param salt a fresh one, for the commitment to the hidden chains
     * @param at when
     */
    public AuditRoot unsigned(String study, String salt, Instant at) {
        SortedMap<String, ChainHead> byName = byName(heads);
        String commitment = AuditRoot.hiddenCommitment(salt, byName(hidden));
        return new AuditRoot(
                study,
                lastRoot + 1,
                at,
                byName.size(),
                moved(heads),
                commitment,
                AuditRoot.merkleRoot(byName, commitment),
                lastRoot == 0 ? AuditRoot.genesis(study) : lastHash,
                "",
                "",
                "");
    }

    /** The hidden heads that moved since the last root, in the order of their names. */
    public List<ChainHead> movedHidden() {
        return moved(hidden);
    }

    private List<ChainHead> moved(Collection<ChainHead> some) {
        return byName(some).values().stream()
                .filter(head -> moved.contains(head.stream()))
                .toList();
    }

    private static SortedMap<String, ChainHead> byName(Collection<ChainHead> heads) {
        SortedMap<String, ChainHead> byName = new TreeMap<>();
        heads.forEach(head -> byName.put(head.stream(), head));
        return byName;
    }
}
