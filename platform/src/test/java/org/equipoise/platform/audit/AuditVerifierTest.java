package org.equipoise.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.platform.audit.AuditFinding.Kind;
import org.equipoise.platform.audit.AuditVerifier.Report;
import org.equipoise.platform.audit.AuditVerifier.Seal;
import org.equipoise.platform.audit.AuditVerifier.StoredEntry;
import org.equipoise.platform.crypto.SigningKeys;
import org.equipoise.platform.crypto.SigningKeyset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study with two streams and a hidden one; roots after the third and the fifth entry of stream a; then tampering. */
class AuditVerifierTest {

    private static final String HIDDEN = "S/register";

    @TempDir
    Path folder;

    private SigningKeys keys;
    private final List<StoredEntry> entries = new ArrayList<>();
    private final List<AuditRoot> roots = new ArrayList<>();
    private final List<Seal> seals = new ArrayList<>();
    private List<AuditRoot> published;

    @BeforeEach
    void anHonestHistory() throws IOException {
        keys = keysOf("key");
        append("S/a", "S/b", HIDDEN, "S/a", "S/a");
        root();
        append("S/a", "S/a", HIDDEN);
        root();
        published = List.copyOf(roots);
    }

    @Test
    void anHonestHistoryIsUntouched() {
        Report report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.untouched()).isTrue();
        assertThat(report.entries()).isEqualTo(8);
        assertThat(report.streams()).isEqualTo(3);
        assertThat(report.roots()).isEqualTo(2);
    }

    @Test
    void whatCameAfterTheLastRootIsFine() {
        append("S/a", "S/c");
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void aChangedEntryIsNamed() {
        StoredEntry old = entries.get(indexOf("S/a", 2));
        replace(
                "S/a",
                2,
                new StoredEntry("S/a", 2, old.entry().replace("\"n\"", "\"m\""), old.previousHash(), old.hash()));
        assertThat(verify().findings()).singleElement().satisfies(finding -> at(finding, Kind.CHANGED, "S/a", 2));
    }

    @Test
    void aChangedEntryWithAHashToMatchBreaksTheNextLink() {
        StoredEntry old = entries.get(indexOf("S/a", 2));
        String text = old.entry().replace("\"n\"", "\"m\"");
        replace(
                "S/a",
                2,
                new StoredEntry("S/a", 2, text, old.previousHash(), HashChain.next(old.previousHash(), text)));
        assertThat(verify().findings()).singleElement().satisfies(finding -> at(finding, Kind.MOVED, "S/a", 3));
    }

    @Test
    void aRemovedEntryIsNamed() {
        entries.remove(indexOf("S/a", 2));
        assertThat(verify().findings()).first().satisfies(finding -> at(finding, Kind.REMOVED, "S/a", 2));
    }

    @Test
    void exchangedEntriesAreNamed() {
        int second = indexOf("S/a", 2);
        int third = indexOf("S/a", 3);
        StoredEntry two = entries.get(second);
        StoredEntry three = entries.get(third);
        entries.set(second, new StoredEntry("S/a", 2, three.entry(), three.previousHash(), three.hash()));
        entries.set(third, new StoredEntry("S/a", 3, two.entry(), two.previousHash(), two.hash()));
        assertThat(verify().findings()).extracting(AuditFinding::kind).contains(Kind.MOVED);
        assertThat(verify().findings())
                .allSatisfy(finding -> assertThat(finding.place()).isEqualTo("S/a"));
    }

    @Test
    void anEntryOfAnotherStreamIsNamed() {
        String previous = entries.get(indexOf("S/a", 5)).hash();
        String text = CanonicalJson.of(Map.of("study", "S", "stream", "S/b", "seq", 6, "action", "n"));
        entries.add(new StoredEntry("S/a", 6, text, previous, HashChain.next(previous, text)));
        assertThat(verify().findings()).singleElement().satisfies(finding -> at(finding, Kind.MOVED, "S/a", 6));
    }

    @Test
    void aCutEndIsKnownToTheRoots() {
        entries.remove(indexOf("S/a", 5));
        entries.remove(indexOf("S/a", 4));
        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            at(finding, Kind.REMOVED, "S/a", 4);
            assertThat(finding.what()).contains("entries 4 to 5", "root 2");
        });
    }

    @Test
    void aWholeStreamCutTogetherWithItsRootsIsKnownToThePublishedOnes() {
        entries.removeIf(entry -> entry.stream().equals("S/b"));
        roots.clear();
        seals.clear();
        assertThat(verify().findings()).anySatisfy(finding -> at(finding, Kind.REMOVED, "S/b", 1));
    }

    @Test
    void aCutAfterTheLastRootIsKnownToTheStoredHead() {
        append("S/a");
        List<ChainHead> heads = heads();
        entries.remove(indexOf("S/a", 6));
        Report report = verify(heads);
        assertThat(report.findings()).singleElement().satisfies(finding -> at(finding, Kind.REMOVED, "S/a", 6));
    }

    @Nested
    class ACompleteRewrite {

        @BeforeEach
        void withEveryHashInOrder() throws IOException {
            entries.clear();
            roots.clear();
            seals.clear();
            keys = keysOf("forger");
            append("S/a", "S/b", HIDDEN, "S/a", "S/a");
            rewriteFirst();
            root();
            append("S/a", "S/a", HIDDEN);
            root();
        }

        private void rewriteFirst() {
            List<StoredEntry> old = List.copyOf(entries);
            entries.clear();
            for (StoredEntry entry : old) {
                append(entry.stream(), entry.stream().equals("S/b") ? "forged" : "n");
            }
        }

        @Test
        void disagreesWithTheSignedRoots() throws IOException {
            keys = keysOf("key");
            assertThat(verify().findings())
                    .anySatisfy(finding -> at(finding, Kind.REWRITTEN, "S/b", 1))
                    .anySatisfy(finding -> at(finding, Kind.ROOT, "roots", 1))
                    .noneSatisfy(finding -> assertThat(finding.place()).isEqualTo("S/a"));
        }

        @Test
        void isNotSignedByAKnownKeyEvenWithoutThePublishedRoots() throws IOException {
            keys = keysOf("key");
            published = List.of();
            assertThat(verify().findings())
                    .hasSize(2)
                    .allSatisfy(finding -> assertThat(finding.what()).contains("no known key signed it"));
        }
    }

    @Test
    void aRootThatWasHashedWithoutNamesVerifiesAmongOthers() {
        root();
        AuditRoot named = roots.remove(2);
        roots.add(named.signedNameless(keys.sign(AuditRoot.signedBytes(named.namelessHash()))));
        published = List.copyOf(roots);

        assertThat(verify().findings()).isEmpty();
        assertThat(CanonicalJson.of(roots.get(2))).doesNotContain("hashed", "nameless");
        assertThat(RootProof.of(named)).isEmpty();
        assertThat(RootProof.of(roots.get(2)))
                .hasValueSatisfying(proof -> assertThat(proof.content()).doesNotContain("stream\""));
    }

    @Test
    void rootsCutFromTheDatabaseAreKnownToThePublishedOnes() {
        roots.remove(1);
        assertThat(verify().findings()).anySatisfy(finding -> at(finding, Kind.ROOT, "roots", 2));
    }

    @Test
    void aRootThatIsMissingBetweenPublishedOnesIsNamed() {
        published = List.of(roots.get(1));
        assertThat(verify().findings()).anySatisfy(finding -> at(finding, Kind.ROOT, "published roots", 1));
    }

    @Test
    void aChangeOfARootBreaksItsSignature() {
        AuditRoot old = roots.get(0);
        AuditRoot moved = new AuditRoot(
                old.study(),
                old.seq(),
                old.at().plusSeconds(1),
                old.streams(),
                old.changed(),
                old.hidden(),
                old.merkleRoot(),
                old.previousHash(),
                old.hash(),
                old.key(),
                old.signature());
        published = List.of(moved, roots.get(1));
        assertThat(verify().findings()).anySatisfy(finding -> at(finding, Kind.ROOT, "roots", 1));
    }

    @Test
    void theHiddenStreamIsAnchoredTooAndTwoRootsNeverShowWhetherItGrew() {
        assertThat(roots.get(0).hidden()).isNotEqualTo(roots.get(1).hidden());
        assertThat(roots).allSatisfy(root -> assertThat(root.content()).doesNotContain("register"));
        root();
        assertThat(roots.get(2).hidden())
                .as("nothing happened since")
                .isNotEqualTo(roots.get(1).hidden());
        published = List.copyOf(roots);
        entries.remove(indexOf(HIDDEN, 2));
        assertThat(verify().findings()).singleElement().satisfies(finding -> at(finding, Kind.REMOVED, HIDDEN, 2));
    }

    @Test
    void aForgedSealIsNamed() {
        seals.set(0, new Seal(1, seals.get(0).salt(), List.of(new ChainHead(HIDDEN, 1, "forged"))));
        assertThat(verify().findings())
                .singleElement()
                .satisfies(finding -> at(finding, Kind.REWRITTEN, "seals of roots", 1));
        seals.remove(0);
        assertThat(verify().findings())
                .singleElement()
                .satisfies(finding -> at(finding, Kind.REMOVED, "seals of roots", 1));
    }

    @Test
    void withoutAnyRootThatIsSaid() {
        roots.clear();
        published = List.of();
        seals.clear();
        assertThat(verify().findings()).singleElement().satisfies(finding -> at(finding, Kind.ROOT, "roots", 0));
    }

    private static void at(AuditFinding finding, Kind kind, String place, long seq) {
        assertThat(finding.kind()).as(finding.toString()).isEqualTo(kind);
        assertThat(finding.place()).as(finding.toString()).isEqualTo(place);
        assertThat(finding.seq()).as(finding.toString()).isEqualTo(seq);
    }

    private SigningKeys keysOf(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            Files.writeString(file, SigningKeyset.generate());
        }
        return new SigningKeys(Optional.of(file));
    }

    private void append(String... streams) {
        for (String stream : streams) {
            append(stream, "n");
        }
    }

    private void append(String stream, String action) {
        ChainHead head = head(stream);
        String text = CanonicalJson.of(Map.of("study", "S", "stream", stream, "seq", head.seq() + 1, "action", action));
        entries.add(new StoredEntry(stream, head.seq() + 1, text, head.hash(), HashChain.next(head.hash(), text)));
    }

    private ChainHead head(String stream) {
        return entries.stream()
                .filter(entry -> entry.stream().equals(stream))
                .reduce((one, later) -> later)
                .map(entry -> new ChainHead(stream, entry.seq(), entry.hash()))
                .orElse(new ChainHead(stream, 0, HashChain.genesis(stream)));
    }

    private List<ChainHead> heads() {
        return entries.stream()
                .map(StoredEntry::stream)
                .distinct()
                .map(this::head)
                .toList();
    }

    private void root() {
        TreeMap<String, ChainHead> heads = new TreeMap<>();
        heads().forEach(head -> heads.put(head.stream(), head));
        TreeMap<String, ChainHead> hidden = new TreeMap<>();
        hidden.put(HIDDEN, heads.remove(HIDDEN));
        String salt = "salt " + roots.size();
        String commitment = AuditRoot.hiddenCommitment(salt, hidden);
        seals.add(new Seal(roots.size() + 1L, salt, List.copyOf(hidden.values())));
        String previous = roots.isEmpty()
                ? AuditRoot.genesis("S")
                : roots.get(roots.size() - 1).hash();
        AuditRoot unsigned = new AuditRoot(
                "S",
                roots.size() + 1L,
                Instant.EPOCH,
                heads.size(),
                List.copyOf(heads.values()),
                commitment,
                AuditRoot.merkleRoot(heads, commitment),
                previous,
                "",
                "",
                "");
        roots.add(unsigned.signed(keys.sign(AuditRoot.signedBytes(unsigned.expectedHash()))));
    }

    private Report verify() {
        return verify(heads());
    }

    private Report verify(Collection<ChainHead> heads) {
        AuditVerifier verifier = new AuditVerifier("S", HIDDEN, keys.publicKeys(), published, roots);
        if (!seals.isEmpty()) {
            verifier.seals(seals);
        }
        entries.forEach(verifier::accept);
        return verifier.finish(heads);
    }

    private int indexOf(String stream, long seq) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).stream().equals(stream) && entries.get(i).seq() == seq) {
                return i;
            }
        }
        throw new AssertionError(stream + " " + seq);
    }

    private void replace(String stream, long seq, StoredEntry entry) {
        entries.set(indexOf(stream, seq), entry);
    }
}
