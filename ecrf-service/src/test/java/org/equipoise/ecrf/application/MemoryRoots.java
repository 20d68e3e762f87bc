package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.AuditVerifier.Seal;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.audit.RootSigner;
import org.equipoise.platform.crypto.SigningKeyset;

/** Roots in memory, with a key and a copy outside. */
final class MemoryRoots implements AuditRoots {
    final List<NewRoot> made = new ArrayList<>();
    final List<AuditRoot> published = new ArrayList<>();

    /** What somebody added to the copy of the heads that roots have named. */
    final List<ChainHead> touched = new ArrayList<>();

    /** Of how many chains at once it was asked what roots have named. */
    int largestBatch;

    @Override
    public boolean append(NewRoot root) {
        return made.stream()
                        .noneMatch(known -> known.root().seq() == root.root().seq())
                && made.add(root);
    }

    @Override
    public Optional<AuditRoot> last(String study) {
        return made.isEmpty()
                ? Optional.empty()
                : Optional.of(made.get(made.size() - 1).root());
    }

    @Override
    public List<AuditRoot> page(String study, long after, int limit) {
        return made.stream()
                .map(NewRoot::root)
                .filter(root -> root.seq() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public List<AuditRoot> pageBack(String study, long before, int limit) {
        return made.stream()
                .map(NewRoot::root)
                .filter(root -> root.seq() < before)
                .sorted(Comparator.comparing(AuditRoot::seq).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public void named(String study, boolean hidden, Consumer<ChainHead> each) {
        named(hidden).values().forEach(each);
        touched.forEach(each);
    }

    @Override
    public Collection<ChainHead> named(String study, boolean hidden, Collection<String> streams) {
        largestBatch = Math.max(largestBatch, streams.size());
        SortedMap<String, ChainHead> named = named(hidden);
        named.keySet().retainAll(streams);
        return named.values();
    }

    SortedMap<String, ChainHead> named(boolean hidden) {
        SortedMap<String, ChainHead> named = new TreeMap<>();
        made.forEach(root -> (hidden ? root.seal().changed() : root.root().changed())
                .forEach(head -> named.put(head.stream(), head)));
        return named;
    }

    @Override
    public void nameAgain(String study) {
        touched.clear();
    }

    @Override
    public Optional<String> salt(String study, long seq) {
        return made.stream()
                .filter(root -> root.root().seq() == seq)
                .map(root -> root.seal().salt())
                .findFirst();
    }

    @Override
    public List<Seal> seals(String study) {
        return made.stream().map(NewRoot::seal).toList();
    }

    @Override
    public Optional<AuditRoot> askedFor(String study, String requestKey) {
        return made.stream()
                .filter(root -> root.requestKey().equals(Optional.of(requestKey)))
                .map(NewRoot::root)
                .findFirst();
    }

    RootPublication publication() {
        return new RootPublication() {
            @Override
            public long last(String study) {
                return published.size();
            }

            @Override
            public void publish(String study, List<AuditRoot> roots) {
                published.addAll(roots);
            }

            @Override
            public List<AuditRoot> read(String study) {
                return published;
            }
        };
    }

    static RootSigner signer() {
        SigningKeyset keys = SigningKeyset.parse(SigningKeyset.generate());
        return new RootSigner() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public RootSignature sign(byte[] message) {
                return keys.sign(message);
            }

            @Override
            public RootKeys publicKeys() {
                return keys.publicKeys();
            }
        };
    }
}
