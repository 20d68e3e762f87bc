package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** What is said when a form is not saved because of what stands in it. */
final class CheckFailures {
    private CheckFailures() {}

    static void refuseErrors(Collection<Finding> findings) {
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            String count = errors.size() == 1 ? "One check" : errors.size() + " checks";
            throw Refusal.of(ProblemType.CHECK_FAILED, count + " failed; nothing was saved.")
                    .fix("Correct what findings lists and save again.")
                    .with("findings", listed(findings));
        }
    }

    static Refusal outOfWindow(Finding window) {
        return Refusal.of(ProblemType.REASON_REQUIRED, window.message())
                .fix("Correct occurredAt, or give the reason as windowReason.")
                .with("findings", listed(List.of(window)));
    }

    private static List<Map<String, Object>> listed(Collection<Finding> findings) {
        return findings.stream().map(CheckFailures::plain).toList();
    }

    private static Map<String, Object> plain(Finding finding) {
        return new TreeMap<>(Map.of(
                "check", finding.check(),
                "severity", finding.severity().code(),
                "items", finding.items(),
                "message", finding.message(),
                "value", finding.value()));
    }
}
