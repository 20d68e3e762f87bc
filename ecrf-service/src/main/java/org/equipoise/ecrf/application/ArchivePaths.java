package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.platform.audit.ArchiveVerifier;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.MerkleTree;
import org.equipoise.platform.audit.RootProof;

/** Ties the chains of an archive to the last signed root of the study's audit, without naming any other chain. */
@ApplicationScoped
public class ArchivePaths {
    private static final int ATTEMPTS = 3;

    private final AuditRoots roots;

    public ArchivePaths(AuditRoots roots) {
        this.roots = roots;
    }

    /** The last root with the tree under it. */
    private record Covered(RootProof proof, SortedMap<String, ChainHead> named, MerkleTree tree) {}

    /** Writes the root, and the path of each chain as far as the root knew it; false, and nothing, before the first root. */
    boolean write(ArchiveFile archive, String study, Map<String, ChainHead> archived) throws IOException {
        Optional<Covered> covered = covered(study);
        if (covered.isEmpty()) {
            return false;
        }
        archive.add(
                ArchiveVerifier.ROOT,
                out -> out.write(CanonicalJson.of(covered.get().proof()).getBytes(StandardCharsets.UTF_8)));
        archive.add(ArchiveVerifier.PATHS, out -> {
            int index = 0;
            for (ChainHead head : covered.get().named().values()) {
                ChainHead own = archived.get(head.stream());
                if (own != null && own.seq() >= head.seq()) {
                    ArchiveFile.line(
                            out,
                            CanonicalJson.of(
                                    RootProof.Path.of(head, index, covered.get().tree())));
                }
                index++;
            }
        });
        return true;
    }

    /** Another root may be signed between the two readings; then once more. */
    private Optional<Covered> covered(String study) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<AuditRoot> last = roots.last(study);
            Optional<RootProof> proof = last.flatMap(RootProof::of);
            if (proof.isEmpty()) {
                return Optional.empty();
            }
            SortedMap<String, ChainHead> named = new TreeMap<>();
            roots.named(study, false, head -> named.put(head.stream(), head));
            MerkleTree tree = RootProof.tree(named, last.get().hidden());
            if (tree.root().equals(last.get().merkleRoot())) {
                return Optional.of(new Covered(proof.get(), named, tree));
            }
        }
        return Optional.empty();
    }
}
