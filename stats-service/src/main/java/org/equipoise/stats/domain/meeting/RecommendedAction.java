package org.equipoise.stats.domain.meeting;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a committee recommends. It advises: the sponsor decides. */
public enum RecommendedAction {
    /** Go on as planned. */
    CONTINUE,
    /** Stop, because the benefit is established. */
    STOP_EFFICACY,
    /** Stop, because a benefit has become improbable. */
    STOP_FUTILITY,
    /** Stop, because participants are harmed. */
    STOP_HARM,
    /** Go on with the changes that the wording names. */
    MODIFY;

    /**
     * The word for it in requests and answers.
     *
     * @return for example {@code stop-efficacy}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds an action by its word.
     *
     * @param code the word, or null
     * @return the action; empty if there is none
     */
    public static Optional<RecommendedAction> named(String code) {
        return Arrays.stream(values())
                .filter(action -> action.code().equals(code))
                .findFirst();
    }

    /**
     * All words.
     *
     * @return in the order of the actions
     */
    public static List<String> codes() {
        return Arrays.stream(values()).map(RecommendedAction::code).toList();
    }
}
