package org.equipoise.platform.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Verifies an archive of a study's data that was handed out as a ZIP file, without the system that made it.
 *
 * <p>The archive ends with {@value #MANIFEST}, which names every other file with its length and SHA-256, and {@value
 * #SIGNATURE}, an Ed25519 signature over the manifest. {@value #CHAINS} holds all entries of the hash chains, and {@value
 * #HEADS} how far each had come. {@value #PATHS} leads from the chains to the Merkle root of a signed root of the whole study's
 * audit, {@value #ROOT}: the archive then shows what the study's audit held, without the chains of other sites. Where there can
 * be none, the manifest says why.
 *
 * <p>An archive brings its own keys, and whoever makes one up brings theirs. So a signature says who made it only if the keys
 * were kept elsewhere; and what is missing counts as touched, unless such a key vouches for why it is missing.
 */
public final class ArchiveVerifier {

    /** The list of files. */
    public static final String MANIFEST = "manifest.json";

    /** The signature over the list. */
    public static final String SIGNATURE = "manifest.sig.json";

    /** The public keys. */
    public static final String KEYS = "keys.json";

    /** The entries of all chains, a line of JSON each. */
    public static final String CHAINS = "audit.jsonl";

    /** The heads of all chains. */
    public static final String HEADS = "heads.json";

    /** The last signed root of the study's audit, without the names of other chains. */
    public static final String ROOT = "root.json";

    /** That the root covers the archive's chains, a line of JSON each. */
    public static final String PATHS = "paths.jsonl";

    /** The member of the manifest that says why there is no root. */
    public static final String UNTIED = "untied";

    private static final String SIGNED_PREFIX = "org.equipoise.archive/1\n";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BUFFER = 1 << 16;

    private ArchiveVerifier() {}

    /**
     * What the archive is held against.
     *
     * @param keys the public keys as they were kept elsewhere; the archive's own ones if there are none
     * @param published the roots as they were published outside the database; none if they are not at hand
     */
    public record Kept(Optional<RootKeys> keys, List<AuditRoot> published) {

        /** Keeps an unmodifiable copy. */
        public Kept {
            published = List.copyOf(published);
        }

        /** Nothing is at hand but the archive. */
        public static Kept nothing() {
            return new Kept(Optional.empty(), List.of());
        }

        /** These keys. */
        public static Kept keys(RootKeys keys) {
            return new Kept(Optional.of(keys), List.of());
        }
    }

    /**
     * What a verification came to.
     *
     * @param files how many files the manifest names
     * @param chains what was verified of the hash chains
     * @param key the name of the key that signed the archive; empty if no known key did
     * @param trusted whether that key was kept elsewhere, and not brought by the archive alone
     * @param untied why no root covers the chains, as a key that was kept elsewhere vouches for
     * @param findings what was wrong, the first place first
     */
    public record Report(
            int files,
            Chains chains,
            Optional<String> key,
            boolean trusted,
            Optional<String> untied,
            List<String> findings) {

        /** Keeps an unmodifiable copy. */
        public Report {
            findings = List.copyOf(findings);
        }

        /** Whether a known key signed the archive. */
        public boolean signed() {
            return key.isPresent();
        }
    }

    /**
     * What was verified of the hash chains.
     *
     * @param entries how many entries
     * @param streams how many chains they make
     * @param tied how many of these chains the signed root covers
     * @param root the number of that root; 0 if the archive has none that holds
     */
    public record Chains(long entries, int streams, int tied, long root) {}

    /** The bytes that are signed for a manifest with this SHA-256. */
    public static byte[] signedBytes(String manifestHash) {
        return (SIGNED_PREFIX + manifestHash).getBytes(StandardCharsets.UTF_8);
    }

    /** Verifies an archive against what was kept elsewhere. */
    public static Report verify(ZipFile archive, Kept kept) throws IOException {
        List<String> findings = new ArrayList<>();
        ZipEntry manifest = archive.getEntry(MANIFEST);
        if (manifest == null) {
            return new Report(
                    0,
                    new Chains(0, 0, 0, 0),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    List.of(MANIFEST + ": it is missing"));
        }
        JsonNode about = JSON.readTree(archive.getInputStream(manifest));
        JsonNode named = about.path("files");
        checkFiles(archive, named, findings);
        RootKeys keys = kept.keys().isPresent() ? kept.keys().get() : own(archive);
        Optional<String> signer = signer(archive, manifest, keys, findings);
        Optional<String> untied = untied(archive, about, kept, signer);
        requireWhole(archive, untied.isPresent(), findings);
        ArchiveRoot root = ArchiveRoot.read(archive, keys, about.path("study").asText(), findings);
        root.compare(kept.published(), findings);
        Map<String, ChainHead> reached = new HashMap<>();
        long entries = checkChains(archive, root, reached, findings);
        int streams = reached.size();
        checkHeads(archive, reached, findings);
        Chains chains = new Chains(entries, streams, root.tied(findings), root.seq());
        return new Report(named.size(), chains, signer, kept.keys().isPresent(), untied, findings);
    }

    /** Why there is no root: what the manifest says is believed if a key that was kept elsewhere signed it. */
    private static Optional<String> untied(ZipFile archive, JsonNode about, Kept kept, Optional<String> signer) {
        return Optional.of(about.path(UNTIED).asText())
                .filter(why -> !why.isEmpty())
                .filter(why -> kept.keys().isPresent() && signer.isPresent())
                .filter(why -> archive.getEntry(ROOT) == null && archive.getEntry(PATHS) == null);
    }

    /** Without any of these, what is left proves less than it seems to. */
    private static void requireWhole(ZipFile archive, boolean untied, List<String> findings) {
        for (String path : List.of(CHAINS, HEADS, ROOT, PATHS)) {
            boolean excused = untied && (path.equals(ROOT) || path.equals(PATHS));
            if (!excused && archive.getEntry(path) == null) {
                findings.add(path + ": it is missing"
                        + (path.equals(ROOT)
                                ? ", so that nothing ties the chains to the study's audit; if the archive says why,"
                                        + " only keys that were kept elsewhere show that it is so"
                                : ""));
            }
        }
    }

    private static void checkFiles(ZipFile archive, JsonNode named, List<String> findings) throws IOException {
        TreeSet<String> unnamed = new TreeSet<>();
        for (Enumeration<? extends ZipEntry> all = archive.entries(); all.hasMoreElements(); ) {
            String name = all.nextElement().getName();
            if (!unnamed.add(name)) {
                findings.add(name + ": it is there twice");
            }
        }
        unnamed.remove(MANIFEST);
        unnamed.remove(SIGNATURE);
        for (JsonNode file : named) {
            String path = file.path("path").asText();
            ZipEntry entry = archive.getEntry(path);
            if (entry == null) {
                findings.add(path + ": it is missing");
            } else if (!sha256(archive, entry).equals(file.path("sha256").asText())) {
                findings.add(path + ": its content is not the one that was archived");
            }
            unnamed.remove(path);
        }
        unnamed.forEach(path -> findings.add(path + ": it was added"));
    }

    /** Recomputes all chains, and names the first entry that is wrong in each. */
    private static long checkChains(
            ZipFile archive, ArchiveRoot root, Map<String, ChainHead> reached, List<String> findings)
            throws IOException {
        Map<String, String> wrong = new HashMap<>();
        long entries = 0;
        ZipEntry chains = archive.getEntry(CHAINS);
        if (chains == null) {
            return 0;
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(archive.getInputStream(chains), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                entries++;
                checkEntry(line, root, reached, wrong);
            }
        }
        wrong.forEach((stream, what) -> findings.add(CHAINS + ": " + what));
        return entries;
    }

    private static void checkEntry(
            String line, ArchiveRoot root, Map<String, ChainHead> reached, Map<String, String> wrong) {
        try {
            JsonNode entry = JSON.readTree(line);
            String stream = entry.path("stream").asText();
            long seq = entry.path("seq").asLong();
            ChainHead before = reached.getOrDefault(stream, new ChainHead(stream, 0, HashChain.genesis(stream)));
            String hash = HashChain.next(before.hash(), entry.path("entry").asText());
            if (seq != before.seq() + 1 || !hash.equals(entry.path("hash").asText())) {
                wrong.putIfAbsent(
                        stream, stream + " #" + (before.seq() + 1) + " is not the entry that was written there");
            }
            root.pass(new ChainHead(stream, seq, hash));
            reached.put(stream, new ChainHead(stream, seq, entry.path("hash").asText()));
        } catch (JsonProcessingException e) {
            wrong.putIfAbsent("", "a line is not JSON");
        }
    }

    private static void checkHeads(ZipFile archive, Map<String, ChainHead> reached, List<String> findings)
            throws IOException {
        ZipEntry heads = archive.getEntry(HEADS);
        if (heads == null) {
            return;
        }
        for (JsonNode node : JSON.readTree(archive.getInputStream(heads))) {
            ChainHead head = new ChainHead(
                    node.path("stream").asText(),
                    node.path("seq").asLong(),
                    node.path("hash").asText());
            if (!head.equals(reached.remove(head.stream()))) {
                findings.add(CHAINS + ": " + head.stream() + " does not end with entry #" + head.seq());
            }
        }
        reached.keySet().forEach(stream -> findings.add(CHAINS + ": " + stream + " was added"));
    }

    /** The key that signed the manifest as it stands. */
    private static Optional<String> signer(ZipFile archive, ZipEntry manifest, RootKeys keys, List<String> findings)
            throws IOException {
        ZipEntry signature = archive.getEntry(SIGNATURE);
        if (signature == null) {
            findings.add(SIGNATURE + ": it is missing, so that nobody vouches for the archive");
            return Optional.empty();
        }
        JsonNode text = JSON.readTree(archive.getInputStream(signature));
        String key = text.path("key").asText();
        boolean signed = keys.verifies(
                key,
                signedBytes(sha256(archive, manifest)),
                text.path("signature").asText());
        if (!signed) {
            findings.add(MANIFEST + ": no known key signed it");
        }
        return Optional.of(key).filter(name -> signed);
    }

    private static RootKeys own(ZipFile archive) throws IOException {
        ZipEntry keys = archive.getEntry(KEYS);
        return keys == null ? new RootKeys(List.of()) : JSON.readValue(archive.getInputStream(keys), RootKeys.class);
    }

    private static String sha256(ZipFile archive, ZipEntry entry) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = archive.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
