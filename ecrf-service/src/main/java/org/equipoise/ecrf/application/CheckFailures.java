package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.rules.StandingReview;
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

    /** Warnings that the author has to look at: they are saved with a reason. */
    static Refusal unexplained(List<Finding> warnings) {
        String detail = warnings.size() == 1
                ? warnings.get(0).check() + ": " + warnings.get(0).message()
                : warnings.size() + " warnings need a reason: "
                        + warnings.stream().map(Finding::check).collect(Collectors.joining(", ")) + ".";
        String fix = warnings.stream()
                .map(warning -> warning.check().equals(StandingReview.WINDOW)
                        ? "Correct occurredAt, or give the reason as windowReason."
                        : "Correct what " + warning.check() + " is about, or give the reason in warningReasons under "
                                + warning.check() + ".")
                .collect(Collectors.joining(" "));
        return Refusal.of(ProblemType.REASON_REQUIRED, detail).fix(fix).with("findings", listed(warnings));
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
