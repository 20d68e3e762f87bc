package org.equipoise.platform.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.platform.audit.AuditFinding.Kind;

/**
 * Looks for traces of anybody who touched a study's audit, and says where. It trusts nothing but the public keys and the
 * copy of the roots that was published outside the database.
 *
 * <p>It takes the entries one after another, those of a stream in their order, and keeps one head a stream. What it finds:
 *
 * <ul>
 *   <li>a changed entry, by its own hash;
 *   <li>removed or moved entries, by the numbers and the links of the stream;
 *   <li>a cut end, by the stream's stored head and by every signed root that had seen more;
 *   <li>a rewritten stream, sound in itself, by the signed roots that had seen other hashes;
 *   <li>changed, cut or newly signed roots, by their own chain, their signatures and the published copy.
 * </ul>
 *
 * <p>What was written after the last published root can be cut or rewritten without a trace by somebody who may do
 * everything in the database; roots are therefore made at short intervals.
 */
public final class AuditVerifier {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ROOTS = "roots";
    private static final String SEALS = "seals of roots";

    private final String study;
    private final String registerStream;
    private final boolean entriesNameTheirPlace;
    private final Map<String, TreeMap<Long, Anchor>> anchors = new HashMap<>();
    private final TreeMap<Long, AuditRoot> roots = new TreeMap<>();
    private final Map<String, ChainHead> reached = new TreeMap<>();
    private final List<AuditFinding> findings = new ArrayList<>();
    private long entries;

    private record Anchor(String hash, long root) {}

    /**
     * An entry as it is stored.
     *
     * @param stream its chain
     * @param seq its number in the chain, from 1
     * @param entry canonical JSON of what happened
     * @param previousHash hash of the entry before
     * @param hash hash of this entry
     */
    public record StoredEntry(String stream, long seq, String entry, String previousHash, String hash) {}

    /**
     * What opens a root's commitment to the hidden chains.
     *
     * @param root the root's number
     * @param salt the root's salt
     * @param changed the hidden heads that moved since the root before
     */
    public record Seal(long root, String salt, List<ChainHead> changed) {

        /** Keeps an unmodifiable copy. */
        public Seal {
            changed = List.copyOf(changed);
        }
    }

    /** What the verification came to. */
    public record Report(long entries, int streams, int roots, List<AuditFinding> findings) {

        /** Keeps an unmodifiable copy. */
        public Report {
            findings = List.copyOf(findings);
        }

        public boolean untouched() {
            return findings.isEmpty();
        }
    }

    /**
     * Begins with the roots, to verify a database.
     *
     * @param study the study
     * @param registerStream the name of the unblinding register's chain, whose entries do not name it
     * @param keys the public keys
     * @param published the roots as published outside the database; they count where the two differ
     * @param stored the roots as the database holds them
     */
    public AuditVerifier(
            String study,
            String registerStream,
            RootKeys keys,
            Collection<AuditRoot> published,
            Collection<AuditRoot> stored) {
        this(study, registerStream);
        compare(published, stored);
        stored.forEach(root -> roots.put(root.seq(), root));
        checkRoots(keys, published);
    }

    /** Begins with the published roots alone, to verify an export. */
    public AuditVerifier(String study, String registerStream, RootKeys keys, Collection<AuditRoot> published) {
        this(study, registerStream);
        checkRoots(keys, published);
    }

    private AuditVerifier(String study, String registerStream) {
        this.study = study;
        this.registerStream = registerStream;
        this.entriesNameTheirPlace = true;
    }

    /**
     * Begins to verify chains whose entries do not name their stream and number; what they name is bound to them by the
     * hash before the first entry, which is that of the stream's name.
     *
     * @param study the study
     * @param keys the public keys
     * @param published the roots as published outside the database
     * @param stored the roots as the database holds them; empty to verify an export
     */
    public AuditVerifier(
            String study, RootKeys keys, Collection<AuditRoot> published, Optional<Collection<AuditRoot>> stored) {
        this.study = study;
        this.registerStream = "";
        this.entriesNameTheirPlace = false;
        stored.ifPresent(held -> {
            compare(published, held);
            held.forEach(root -> roots.put(root.seq(), root));
        });
        checkRoots(keys, published);
    }

    private void checkRoots(RootKeys keys, Collection<AuditRoot> published) {
        published.forEach(root -> roots.put(root.seq(), root));
        if (roots.isEmpty()) {
            find(Kind.ROOT, ROOTS, 0, "there is no root at all, so nothing tells a cut or rewritten audit");
        }
        checkGaps(published);
        roots.values().forEach(root -> checkSignature(root, keys));
        checkChainOfRoots();
    }

    /** Takes the seals of the hidden chains, before their entries. */
    public void seals(Collection<Seal> seals) {
        Map<Long, Seal> byRoot = new HashMap<>();
        seals.forEach(seal -> byRoot.put(seal.root(), seal));
        TreeMap<String, ChainHead> heads = new TreeMap<>();
        for (AuditRoot root : roots.values()) {
            Seal seal = byRoot.get(root.seq());
            if (seal == null) {
                find(Kind.REMOVED, SEALS, root.seq(), "root " + root.seq() + " has lost what opens its commitment");
                continue;
            }
            seal.changed().forEach(head -> heads.put(head.stream(), head));
            if (AuditRoot.hiddenCommitment(seal.salt(), heads).equals(root.hidden())) {
                seal.changed().forEach(head -> anchor(head, root.seq()));
            } else {
                find(Kind.REWRITTEN, SEALS, root.seq(), "root " + root.seq() + " committed to other heads");
            }
        }
    }

    /** Takes the next entry. */
    public void accept(StoredEntry entry) {
        entries++;
        String stream = entry.stream();
        ChainHead before = reached.getOrDefault(stream, new ChainHead(stream, 0, HashChain.genesis(stream)));
        checkPlace(before, entry);
        if (!entry.hash().equals(HashChain.next(entry.previousHash(), entry.entry()))) {
            find(Kind.CHANGED, stream, entry.seq(), "its text or hash is not the one that was written");
        } else if (entriesNameTheirPlace && !stream.equals(registerStream)) {
            checkMembers(entry);
        }
        checkAnchor(entry);
        reached.put(stream, new ChainHead(stream, Math.max(entry.seq(), before.seq()), entry.hash()));
    }

    private void checkPlace(ChainHead before, StoredEntry entry) {
        long expected = before.seq() + 1;
        if (entry.seq() > expected) {
            find(
                    Kind.REMOVED,
                    entry.stream(),
                    expected,
                    entry.seq() - expected == 1
                            ? "the entry is missing"
                            : "entries " + expected + " to " + (entry.seq() - 1) + " are missing");
        } else if (entry.seq() < expected) {
            find(Kind.MOVED, entry.stream(), entry.seq(), "it comes after entry " + before.seq());
        } else if (!entry.previousHash().equals(before.hash())) {
            find(Kind.MOVED, entry.stream(), entry.seq(), "it does not follow on the entry before it");
        }
    }

    /** A row's own columns must agree with its hashed text. */
    private void checkMembers(StoredEntry entry) {
        try {
            JsonNode text = JSON.readTree(entry.entry());
            boolean agrees = text.path("study").asText().equals(study)
                    && text.path("stream").asText().equals(entry.stream())
                    && text.path("seq").asLong() == entry.seq();
            if (!agrees) {
                find(
                        Kind.MOVED,
                        entry.stream(),
                        entry.seq(),
                        "its text belongs to " + text.path("study").asText() + ", "
                                + text.path("stream").asText() + " #"
                                + text.path("seq").asLong());
            }
        } catch (JsonProcessingException e) {
            find(Kind.CHANGED, entry.stream(), entry.seq(), "its text is not JSON");
        }
    }

    private void checkAnchor(StoredEntry entry) {
        TreeMap<Long, Anchor> ofStream = anchors.get(entry.stream());
        Anchor anchor = ofStream == null ? null : ofStream.remove(entry.seq());
        if (anchor != null && !anchor.hash().equals(entry.hash())) {
            find(
                    Kind.REWRITTEN,
                    entry.stream(),
                    entry.seq(),
                    "root " + anchor.root() + " saw another entry here: this one or one before it was rewritten");
        }
    }

    /**
     * Ends the verification.
     *
     * @param heads the heads as the database holds them; empty if only an export is at hand
     * @return what was found, in the order of places
     */
    public Report finish(Collection<ChainHead> heads) {
        for (ChainHead head : heads) {
            ChainHead last = reached.getOrDefault(
                    head.stream(), new ChainHead(head.stream(), 0, HashChain.genesis(head.stream())));
            if (head.seq() > last.seq()) {
                find(
                        Kind.REMOVED,
                        head.stream(),
                        last.seq() + 1,
                        "entries " + (last.seq() + 1) + " to " + head.seq()
                                + " are missing; the stored head knows them");
            } else if (!head.equals(last)) {
                find(Kind.CHANGED, head.stream(), head.seq(), "the stored head is not the last entry");
            }
        }
        anchors.forEach(this::checkEnd);
        TreeSet<String> seen = new TreeSet<>();
        List<AuditFinding> once = findings.stream()
                .filter(finding -> seen.add(finding.toString()))
                .toList();
        return new Report(entries, reached.size(), roots.size(), once);
    }

    /** What roots saw and nobody brought is gone; the last of it tells how much. */
    private void checkEnd(String stream, NavigableMap<Long, Anchor> left) {
        long end = reached.containsKey(stream) ? reached.get(stream).seq() : 0;
        if (!left.isEmpty() && left.lastKey() > end) {
            find(
                    Kind.REMOVED,
                    stream,
                    end + 1,
                    "entries " + (end + 1) + " to " + left.lastKey() + " are missing; root "
                            + left.lastEntry().getValue().root() + " knows them");
        }
    }

    private void compare(Collection<AuditRoot> published, Collection<AuditRoot> stored) {
        Map<Long, AuditRoot> inDatabase = new HashMap<>();
        stored.forEach(root -> inDatabase.put(root.seq(), root));
        for (AuditRoot root : published) {
            AuditRoot twin = inDatabase.get(root.seq());
            if (twin == null) {
                find(Kind.ROOT, ROOTS, root.seq(), "it was published, and the database does not have it any more");
            } else if (!twin.equals(root)) {
                find(Kind.ROOT, ROOTS, root.seq(), "the database's root is not the published one");
            }
        }
    }

    private void checkGaps(Collection<AuditRoot> published) {
        TreeSet<Long> numbers = new TreeSet<>();
        published.forEach(root -> numbers.add(root.seq()));
        for (long seq = 1; !numbers.isEmpty() && seq <= numbers.last(); seq++) {
            if (!numbers.contains(seq)) {
                find(Kind.ROOT, "published roots", seq, "it is missing between others");
            }
        }
    }

    private void checkSignature(AuditRoot root, RootKeys keys) {
        if (!root.study().equals(study)) {
            find(Kind.ROOT, ROOTS, root.seq(), "it belongs to " + root.study());
        }
        if (!root.hashFits()) {
            find(Kind.ROOT, ROOTS, root.seq(), "its content is not the one that was hashed");
        } else if (!keys.verifies(root)) {
            find(Kind.ROOT, ROOTS, root.seq(), "no known key signed it (it names " + root.key() + ")");
        }
    }

    private void checkChainOfRoots() {
        String previous = AuditRoot.genesis(study);
        long seq = 0;
        TreeMap<String, ChainHead> heads = new TreeMap<>();
        for (AuditRoot root : roots.values()) {
            if (root.seq() == seq + 1 && !root.previousHash().equals(previous)) {
                find(Kind.ROOT, ROOTS, root.seq(), "it does not follow on the root before it");
            }
            root.changed().forEach(head -> {
                heads.put(head.stream(), head);
                anchor(head, root.seq());
            });
            boolean whole = root.seq() == seq + 1;
            if (whole && !AuditRoot.merkleRoot(heads, root.hidden()).equals(root.merkleRoot())) {
                find(Kind.ROOT, ROOTS, root.seq(), "its Merkle root is not that of the heads it names");
            }
            previous = root.hash();
            seq = root.seq();
        }
    }

    private void anchor(ChainHead head, long root) {
        if (head.seq() > 0) {
            anchors.computeIfAbsent(head.stream(), stream -> new TreeMap<>())
                    .putIfAbsent(head.seq(), new Anchor(head.hash(), root));
        }
    }

    private void find(Kind kind, String place, long seq, String what) {
        findings.add(new AuditFinding(kind, place, seq, what));
    }
}
