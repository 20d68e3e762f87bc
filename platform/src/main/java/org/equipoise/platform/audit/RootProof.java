package org.equipoise.platform.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A signed root as it is shown to who may not see the names of all chains: its content as it was hashed, which holds of the
 * chains that moved only a hash, and what verifies it. A {@link Path} then shows of one chain that the root covers it.
 *
 * @param content canonical JSON, {@link AuditRoot#namelessContent}
 * @param previousHash hash of the root before
 * @param hash hash of this root
 * @param key which key signed it
 * @param signature Ed25519 over {@link AuditRoot#signedBytes}, in Base64
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RootProof(String content, String previousHash, String hash, String key, String signature) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * That a root covers a chain's head.
     *
     * @param stream the chain
     * @param seq how far it had come
     * @param hash hash of that entry
     * @param index its place among the root's leaves, from 0
     * @param path what it is joined with on the way to the Merkle root
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Path(String stream, long seq, String hash, int index, List<String> path) {

        /** Keeps an unmodifiable copy. */
        public Path {
            path = List.copyOf(path);
        }

        /** The path of a head in its place. */
        public static Path of(ChainHead head, int index, MerkleTree tree) {
            return new Path(head.stream(), head.seq(), head.hash(), index, tree.path(index));
        }
    }

    /** What is shown of a root; empty if it was hashed with the names of its chains, as the first roots were. */
    public static Optional<RootProof> of(AuditRoot root) {
        return Optional.of(root)
                .filter(known -> known.hash().equals(known.namelessHash()))
                .map(known -> new RootProof(
                        known.namelessContent(), known.previousHash(), known.hash(), known.key(), known.signature()));
    }

    /** The tree under a root: all heads in the order of their names, then the commitment to the hidden chains. */
    public static MerkleTree tree(SortedMap<String, ChainHead> heads, String hidden) {
        return new MerkleTree(AuditRoot.leaves(heads, hidden));
    }

    /** Whether one of these keys signed exactly this root of a study. */
    public boolean verifies(RootKeys keys, String study) {
        return hash.equals(HashChain.next(previousHash, content))
                && member("study").asText().equals(study)
                && keys.verifies(key, AuditRoot.signedBytes(hash), signature);
    }

    /** What the root says about the tree under it. */
    public Cover cover() {
        return new Cover(member("streams").asInt() + 1, member("merkleRoot").asText());
    }

    /**
     * The tree under a root.
     *
     * @param leaves how many leaves it has: the chains, and the commitment to the hidden ones
     * @param merkleRoot its Merkle root
     */
    public record Cover(int leaves, String merkleRoot) {

        /** Whether what a path says is under the root. */
        public boolean holds(Path path) {
            byte[] leaf = new ChainHead(path.stream(), path.seq(), path.hash()).leaf();
            return path.index() < leaves - 1
                    && MerkleTree.root(leaf, path.index(), leaves, path.path()).equals(Optional.of(merkleRoot));
        }
    }

    /** The root's number. */
    public long seq() {
        return member("seq").asLong();
    }

    private JsonNode member(String name) {
        try {
            return JSON.readTree(content).path(name);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
