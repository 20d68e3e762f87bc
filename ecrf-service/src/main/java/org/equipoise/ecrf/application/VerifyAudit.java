package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.platform.audit.AuditFinding;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditVerifier;
import org.equipoise.platform.audit.AuditVerifier.Report;
import org.equipoise.platform.audit.RootSigner;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Verifies all chains in the store against the published roots, hidden ones included, which no export shows. Of those only
 * that something was touched is told, never what or how many there are.
 */
@ApplicationScoped
public class VerifyAudit {
    private static final int BATCH = 1000;

    private final AuditTrail trail;
    private final AuditRoots roots;
    private final RootSigner signer;
    private final RootPublication publication;

    public VerifyAudit(AuditTrail trail, AuditRoots roots, RootSigner signer, RootPublication publication) {
        this.trail = trail;
        this.roots = roots;
        this.signer = signer;
        this.publication = publication;
    }

    /** What a verification came to: entries and chains that everybody with the audit may see, and findings. */
    public record Outcome(
            @Schema(description = "How many entries of chains that exports show were verified")
            long entries,

            @Schema(description = "How many such chains there are")
            int streams,

            @Schema(description = "How many signed roots were verified")
            int roots,

            @Schema(description = "What cannot be if nobody touched the audit; empty if all is sound")
            List<AuditFinding> findings) {
        public Outcome {
            findings = List.copyOf(findings);
        }
    }

    public Outcome verify(String study) {
        if (!signer.isReady()) {
            throw SignAuditRoot.noKey();
        }
        List<AuditRoot> stored = stored(study);
        AuditVerifier verifier = new AuditVerifier(study, signer.publicKeys(), published(study), Optional.of(stored));
        verifier.seals(roots.seals(study));
        Set<String> open = new HashSet<>();
        long[] entries = {0};
        trail.entries(study, (entry, isHidden) -> {
            verifier.accept(entry);
            if (!isHidden) {
                open.add(entry.stream());
                entries[0]++;
            }
        });
        Report report = verifier.finish(List.of());
        Set<String> named = new HashSet<>(open);
        stored.forEach(root -> root.changed().forEach(head -> named.add(head.stream())));
        List<AuditFinding> findings = new ArrayList<>();
        report.findings().stream()
                .map(finding -> finding.place().contains("/") && !named.contains(finding.place())
                        ? new AuditFinding(finding.kind(), "a hidden chain", 0, "it was touched")
                        : finding)
                .distinct()
                .forEach(findings::add);
        return new Outcome(entries[0], open.size(), report.roots(), findings);
    }

    private List<AuditRoot> published(String study) {
        try {
            return publication.read(study);
        } catch (IOException e) {
            throw Refusal.of(ProblemType.STATE_CONFLICT, "The published roots cannot be read.")
                    .fix("Have the operator look at EQUIPOISE_AUDIT_ROOTS_DIR.");
        }
    }

    private List<AuditRoot> stored(String study) {
        List<AuditRoot> all = new ArrayList<>();
        List<AuditRoot> page;
        do {
            page = roots.page(study, all.isEmpty() ? 0 : all.get(all.size() - 1).seq(), BATCH);
            all.addAll(page);
        } while (page.size() == BATCH);
        return all;
    }
}
