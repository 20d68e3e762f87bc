package org.equipoise.ecrf.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Query parameters and headers, read strictly. */
final class Parameters {
    private static final Pattern REVISION_TAG = Pattern.compile("\"([1-9]\\d{0,6})\"");

    private Parameters() {}

    static Page page(String after, int limit) {
        if (limit < 1 || limit > Page.LARGEST) {
            throw invalid("limit is " + limit + ".", "Send a limit from 1 to " + Page.LARGEST + ".");
        }
        return new Page(Optional.ofNullable(after), limit);
    }

    static Optional<Instant> instant(String name, String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException unreadable) {
            throw invalid(name + " is " + text + ".", "Send an instant such as 2026-03-01T09:40:00Z.");
        }
    }

    /** The revision that a save starts from: 0 for a first entry. */
    static int expectedRevision(String ifMatch, String ifNoneMatch) {
        if (ifMatch == null && ifNoneMatch == null) {
            throw Refusal.of(
                            ProblemType.PRECONDITION_REQUIRED,
                            "The save does not say whether it is a first entry or a change.")
                    .fix("Send If-None-Match: * to enter the form for the first time, "
                            + "or If-Match with the ETag of the revision that you change.");
        }
        if (ifMatch != null && ifNoneMatch != null) {
            throw invalid("Both If-Match and If-None-Match are present.", "Send one of them.");
        }
        if (ifNoneMatch != null) {
            if (!ifNoneMatch.equals("*")) {
                throw invalid("If-None-Match is " + ifNoneMatch + ".", "Send If-None-Match: * for a first entry.");
            }
            return 0;
        }
        Matcher tag = REVISION_TAG.matcher(ifMatch);
        if (!tag.matches()) {
            throw invalid("If-Match is " + ifMatch + ".", "Send the ETag as it came, such as If-Match: \"3\".");
        }
        return Integer.parseInt(tag.group(1));
    }

    static Optional<String> optionalKey(String header) {
        return header == null
                ? Optional.empty()
                : Optional.of(IdempotencyKey.parse(header).value());
    }

    static MarkAction closing(String action) {
        return MarkAction.fromCode(action)
                .filter(MarkAction::closes)
                .orElseThrow(() -> invalid("action is " + action + ".", "Send freeze, unfreeze, lock or unlock."));
    }

    static Refusal invalid(String what, String fix) {
        return Refusal.of(ProblemType.INVALID_VALUE, what).fix(fix);
    }
}
