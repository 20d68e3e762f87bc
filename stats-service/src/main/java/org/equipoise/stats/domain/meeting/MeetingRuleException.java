package org.equipoise.stats.domain.meeting;

/** An entry breaks a rule of the meeting. The message says what was wrong; it never tells what is recommended. */
public final class MeetingRuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final MeetingRule rule;
    private final String remedy;

    MeetingRuleException(MeetingRule rule, String message, String remedy) {
        super(message);
        this.rule = rule;
        this.remedy = remedy;
    }

    /**
     * The rule.
     *
     * @return which one
     */
    public MeetingRule rule() {
        return rule;
    }

    /**
     * What to do.
     *
     * @return a sentence
     */
    public String remedy() {
        return remedy;
    }
}
