package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.AuditVerifier.Seal;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.crypto.SigningKeyset;

/** Roots in memory, with a key and a copy outside. */
final class MemoryRoots implements AuditRoots {
    final List<NewRoot> made = new ArrayList<>();
    final List<AuditRoot> published = new ArrayList<>();

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
    public AuditTrail.Heads named(String study) {
        Map<String, ChainHead> open = new HashMap<>();
        Map<String, ChainHead> hidden = new HashMap<>();
        made.forEach(root -> {
            root.root().changed().forEach(head -> open.put(head.stream(), head));
            root.seal().changed().forEach(head -> hidden.put(head.stream(), head));
        });
        return new AuditTrail.Heads(List.copyOf(open.values()), List.copyOf(hidden.values()));
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
