package org.equipoise.stats.application;

import java.util.function.Supplier;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.meeting.MeetingRule;
import org.equipoise.stats.domain.meeting.MeetingRuleException;

/** Says the rules of a meeting as problems. */
final class MeetingRefusals {

    private MeetingRefusals() {}

    static <T> T orRefused(Supplier<T> entry) {
        try {
            return entry.get();
        } catch (MeetingRuleException broken) {
            throw of(broken);
        }
    }

    static Refusal of(MeetingRuleException broken) {
        return Refusal.of(type(broken.rule()), broken.getMessage())
                .fix(broken.remedy())
                .with("rule", broken.rule().code());
    }

    private static ProblemType type(MeetingRule rule) {
        return switch (rule) {
            case NOT_A_MEMBER, NOT_THE_CHAIR -> ProblemType.PERMISSION_MISSING;
            case CHANGED_SINCE -> ProblemType.REVISION_CONFLICT;
            case RELEASED,
                    CLOSED,
                    NOT_ATTENDING,
                    INTERESTS_NOT_DECLARED,
                    REASON_MISSING,
                    CONFLICT_BARS,
                    NOTHING_WRITTEN,
                    SIGNED_ALREADY,
                    NOT_THE_AUTHOR,
                    SIGNATURES_MISSING,
                    OTHER_MEETING -> ProblemType.STATE_CONFLICT;
        };
    }
}
