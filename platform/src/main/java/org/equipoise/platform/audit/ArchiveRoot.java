package org.equipoise.platform.audit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The signed root inside an archive, and which of its chains it covers: a chain is tied to the root if its entry of the number
 * that the root saw has the hash that the root saw, and the path from there leads to the Merkle root.
 */
final class ArchiveRoot {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final long seq;
    private final String hash;
    private final Map<String, RootProof.Path> expected;
    private int tied;

    private ArchiveRoot(long seq, String hash, Map<String, RootProof.Path> expected) {
        this.seq = seq;
        this.hash = hash;
        this.expected = expected;
    }

    static ArchiveRoot read(ZipFile archive, RootKeys keys, String study, Collection<String> findings)
            throws IOException {
        ZipEntry root = archive.getEntry(ArchiveVerifier.ROOT);
        ZipEntry paths = archive.getEntry(ArchiveVerifier.PATHS);
        if (root == null || paths == null) {
            return new ArchiveRoot(0, "", new HashMap<>());
        }
        Optional<RootProof> proof = proof(archive, root).filter(read -> read.verifies(keys, study));
        if (proof.isEmpty()) {
            findings.add(ArchiveVerifier.ROOT + ": no known key signed it for " + study);
            return new ArchiveRoot(0, "", new HashMap<>());
        }
        return new ArchiveRoot(proof.get().seq(), proof.get().hash(), paths(archive, paths, proof.get(), findings));
    }

    private static Optional<RootProof> proof(ZipFile archive, ZipEntry root) throws IOException {
        RootProof read = JSON.readValue(archive.getInputStream(root), RootProof.class);
        boolean isWhole = read.content() != null
                && read.previousHash() != null
                && read.hash() != null
                && read.key() != null
                && read.signature() != null;
        return isWhole ? Optional.of(read) : Optional.empty();
    }

    private static Map<String, RootProof.Path> paths(
            ZipFile archive, ZipEntry paths, RootProof proof, Collection<String> findings) throws IOException {
        Map<String, RootProof.Path> expected = new HashMap<>();
        RootProof.Cover cover = proof.cover();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(archive.getInputStream(paths), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                RootProof.Path path = JSON.readValue(line, RootProof.Path.class);
                if (cover.holds(path)) {
                    expected.put(path.stream(), path);
                } else {
                    findings.add(ArchiveVerifier.PATHS + ": root " + proof.seq() + " does not cover " + path.stream()
                            + " #" + path.seq());
                }
            }
        }
        return expected;
    }

    /** The root must be one of those that were published, if they are at hand. */
    void compare(Collection<AuditRoot> published, Collection<String> findings) {
        boolean isPublished = published.stream()
                .anyMatch(root -> root.seq() == seq && root.hash().equals(hash));
        if (seq > 0 && !published.isEmpty() && !isPublished) {
            findings.add(ArchiveVerifier.ROOT + ": root " + seq + " is not among those that were published");
        }
    }

    /** Takes an entry, as it was computed from the texts. */
    void pass(ChainHead entry) {
        RootProof.Path path = expected.get(entry.stream());
        if (path != null && path.seq() == entry.seq() && path.hash().equals(entry.hash())) {
            expected.remove(entry.stream());
            tied++;
        }
    }

    long seq() {
        return seq;
    }

    /** How many chains were tied; those whose entries are not what the root saw are named. */
    int tied(Collection<String> findings) {
        expected.values().stream()
                .sorted((one, other) -> one.stream().compareTo(other.stream()))
                .forEach(path -> findings.add(ArchiveVerifier.CHAINS + ": " + path.stream() + " #" + path.seq()
                        + " is not the entry that root " + seq + " saw"));
        return tied;
    }
}
