package org.equipoise.platform.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all hash chains of a study had come to at one time, signed. Roots are a chain of their own. To forge the past one
 * would have to change the entries, every root since, and the copies of the roots outside the database, and sign them.
 *
 * <p>Chains whose very growth must stay hidden are not among the heads: only a commitment to theirs is, with a fresh salt
 * for every root, so that two roots never show whether they grew (see {@link #hiddenCommitment}).
 *
 * @param study the study
 * @param seq the root's number, counted from 1
 * @param at when
 * @param streams how many chains it covers, without the hidden ones
 * @param changed the heads that moved since the root before, in the order of their names
 * @param hidden the commitment to the hidden chains' heads
 * @param merkleRoot {@link #merkleRoot} over all heads, not only those that moved
 * @param previousHash hash of the root before; {@link #genesis} for the first
 * @param hash {@code HashChain.next(previousHash, content)}
 * @param key which key signed it
 * @param signature Ed25519 over {@link #signedBytes}, in Base64
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AuditRoot(
        String study,
        long seq,
        Instant at,
        int streams,
        List<ChainHead> changed,
        String hidden,
        String merkleRoot,
        String previousHash,
        String hash,
        String key,
        String signature) {

    private static final String SIGNED_PREFIX = "org.equipoise.audit-root/1\n";

    /** Keeps an unmodifiable copy. */
    public AuditRoot {
        changed = List.copyOf(changed);
    }

    /** The hash before a study's first root. */
    public static String genesis(String study) {
        return HashChain.genesis(study + "/audit-roots");
    }

    /**
     * The Merkle root over all heads in the order of their names, followed by the commitment to the hidden chain.
     *
     * @param heads all heads by name
     * @param hidden the commitment to the hidden chains' heads
     */
    public static String merkleRoot(SortedMap<String, ChainHead> heads, String hidden) {
        return MerkleRoot.of(leaves(heads, hidden));
    }

    static List<byte[]> leaves(SortedMap<String, ChainHead> heads, String hidden) {
        List<byte[]> leaves = new ArrayList<>();
        heads.values().forEach(head -> leaves.add(head.leaf()));
        leaves.add(hidden.getBytes(StandardCharsets.UTF_8));
        return leaves;
    }

    /**
     * The commitment to chains that must not be seen growing: SHA-256 over a fresh 256-bit salt and the Merkle root over
     * their heads in the order of their names.
     */
    public static String hiddenCommitment(String salt, SortedMap<String, ChainHead> hidden) {
        String root = MerkleRoot.of(hidden.values().stream()
                .filter(head -> head.seq() > 0)
                .map(ChainHead::leaf)
                .toList());
        return CanonicalJson.sha256(Map.of("salt", salt, "root", root));
    }

    /** The canonical JSON that is hashed: everything but hashes of roots, key and signature. */
    public String content() {
        return content(changed);
    }

    /**
     * The same with the SHA-256 of the heads that moved in their place. A root that is hashed over this can be verified by who may
     * not see the names of all chains.
     */
    public String namelessContent() {
        return content(CanonicalJson.sha256(changed));
    }

    private String content(Object heads) {
        Map<String, Object> content = new TreeMap<>();
        content.put("study", study);
        content.put("seq", seq);
        content.put("at", at);
        content.put("streams", streams);
        content.put("changed", heads);
        content.put("hidden", hidden);
        content.put("merkleRoot", merkleRoot);
        return CanonicalJson.of(content);
    }

    /** The hash that this root should have. */
    public String expectedHash() {
        return HashChain.next(previousHash, content());
    }

    /** The hash that this root should have if it can be shown without names. */
    public String namelessHash() {
        return HashChain.next(previousHash, namelessContent());
    }

    /** Whether the hash is that of the content, in full or without names. */
    public boolean hashFits() {
        return hash.equals(expectedHash()) || hash.equals(namelessHash());
    }

    /** What the signature is made over. */
    public byte[] signedBytes() {
        return signedBytes(hash);
    }

    /** What the signature of a root with this hash is made over. */
    public static byte[] signedBytes(String hash) {
        return (SIGNED_PREFIX + hash).getBytes(StandardCharsets.UTF_8);
    }

    /** The same root, hashed and signed. */
    public AuditRoot signed(RootSignature signature) {
        return signed(expectedHash(), signature);
    }

    /** The same root, hashed without names and signed. */
    public AuditRoot signedNameless(RootSignature signature) {
        return signed(namelessHash(), signature);
    }

    private AuditRoot signed(String ownHash, RootSignature signature) {
        return new AuditRoot(
                study,
                seq,
                at,
                streams,
                changed,
                hidden,
                merkleRoot,
                previousHash,
                ownHash,
                signature.key(),
                signature.signature());
    }

    /**
     * A signature.
     *
     * @param key which key made it
     * @param signature Ed25519, in Base64
     */
    public record RootSignature(String key, String signature) {}
}
