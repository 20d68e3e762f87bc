package org.equipoise.platform.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The next root of a study, made of the heads that the roots so far have named, which pass by in the order of their names and are not
 * kept, and of those that have moved since, which are. It is the root that {@link RootDraft} makes of all of them.
 *
 * <p>The heads that pass by come from a copy that was drawn from the roots. Whether it says what the roots say is told by the last
 * root: {@link #continues}.
 */
public final class GrowingRoot {

    private final Side open;
    private final Side hidden;

    /**
     * Begins.
     *
     * @param moved the heads that have moved, of chains that everybody with the audit may see
     * @param movedHidden the same of chains that must not be seen growing
     */
    public GrowingRoot(Collection<ChainHead> moved, Collection<ChainHead> movedHidden) {
        this.open = new Side(moved);
        this.hidden = new Side(movedHidden);
    }

    /** The next head by name that roots have named. */
    public void named(ChainHead head) {
        open.named(head);
    }

    /** The next hidden head by name that roots have covered. */
    public void namedHidden(ChainHead head) {
        hidden.named(head);
    }

    /**
     * Whether the heads that have passed by are those that a root covered.
     *
     * @param last the last root
     * @param salt what its commitment to the hidden chains was made with
     */
    public boolean continues(AuditRoot last, String salt) {
        String commitment = commitment(salt, hidden.before);
        return commitment.equals(last.hidden())
                && sealed(open.before, commitment).equals(last.merkleRoot());
    }

    /**
     * The root, neither hashed nor signed. To be asked once, when all heads have passed by.
     *
     * @param study the study
     * @param salt a fresh one, for the commitment to the hidden chains
     * @param at when
     * @param last the root before; empty for the first
     */
    public AuditRoot unsigned(String study, String salt, Instant at, Optional<AuditRoot> last) {
        open.finish();
        hidden.finish();
        String commitment = commitment(salt, hidden.now);
        return new AuditRoot(
                study,
                last.map(AuditRoot::seq).orElse(0L) + 1,
                at,
                open.streams,
                List.copyOf(open.moved.values()),
                commitment,
                sealed(open.now, commitment),
                last.map(AuditRoot::hash).orElseGet(() -> AuditRoot.genesis(study)),
                "",
                "",
                "");
    }

    /** The hidden heads that have moved, in the order of their names. */
    public List<ChainHead> movedHidden() {
        return List.copyOf(hidden.moved.values());
    }

    private static String commitment(String salt, GrowingMerkleRoot heads) {
        return CanonicalJson.sha256(Map.of("salt", salt, "root", heads.root()));
    }

    /** The commitment is the last leaf. */
    private static String sealed(GrowingMerkleRoot heads, String commitment) {
        GrowingMerkleRoot whole = heads.copy();
        whole.add(commitment.getBytes(StandardCharsets.UTF_8));
        return whole.root();
    }

    /** Heads of one kind: as the last root had them, and as the next one has them. */
    private static final class Side {
        private final SortedMap<String, ChainHead> moved = new TreeMap<>();
        private final GrowingMerkleRoot before = new GrowingMerkleRoot();
        private final GrowingMerkleRoot now = new GrowingMerkleRoot();
        private final Iterator<ChainHead> waiting;
        private ChainHead next;
        private int streams;

        Side(Collection<ChainHead> heads) {
            heads.forEach(head -> moved.put(head.stream(), head));
            waiting = moved.values().iterator();
            advance();
        }

        private void advance() {
            next = waiting.hasNext() ? waiting.next() : null;
        }

        void named(ChainHead head) {
            before.add(head.leaf());
            while (next != null && next.stream().compareTo(head.stream()) < 0) {
                takeNext();
            }
            if (next != null && next.stream().equals(head.stream())) {
                takeNext();
            } else {
                take(head);
            }
        }

        void finish() {
            while (next != null) {
                takeNext();
            }
        }

        private void takeNext() {
            take(next);
            advance();
        }

        private void take(ChainHead head) {
            now.add(head.leaf());
            streams++;
        }
    }
}
