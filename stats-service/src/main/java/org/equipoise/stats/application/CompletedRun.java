package org.equipoise.stats.application;

import java.util.Map;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.domain.findings.ClosedFindings;

/**
 * All that a run came to. Its text form shows nothing.
 *
 * @param evidence null for analyses from before runs were kept apart
 */
public record CompletedRun(ClosedResult result, Evidence evidence) {

    /**
     * The same content has the same hash, whoever computes it and whenever: findings without key secondary hypotheses have the
     * one that they had before there were any.
     */
    public String contentHash() {
        return CanonicalJson.sha256Text(CanonicalJson.of(
                        evidence == null ? Map.of("result", result) : Map.of("result", result, "evidence", evidence))
                .replace("\"keySecondary\":null,", ""));
    }

    /** The same under the other's code version: which code computed is told apart from what it found. */
    CompletedRun computedBy(CompletedRun other) {
        Provenance own = evidence.provenance();
        return new CompletedRun(
                result,
                new Evidence(
                        new Provenance(
                                own.snapshot(),
                                own.snapshotHash(),
                                own.seed(),
                                other.evidence().provenance().codeVersion()),
                        evidence.findings()));
    }

    /** Null if the plan asks for none, and for analyses from before findings were computed. */
    public ClosedFindings findings() {
        return evidence == null ? null : evidence.findings();
    }

    /**
     * What a result was computed with, and what it found beside the primary comparison.
     *
     * @param findings all sections of the plan, by label; null if the plan asks for none
     */
    public record Evidence(Provenance provenance, ClosedFindings findings) {

        @Override
        public String toString() {
            return "Evidence[…]";
        }
    }

    @Override
    public String toString() {
        return "CompletedRun[" + result.analysis() + "]";
    }
}
