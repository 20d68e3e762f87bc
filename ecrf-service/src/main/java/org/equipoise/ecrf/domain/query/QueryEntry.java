package org.equipoise.ecrf.domain.query;

import java.time.Instant;
import java.util.Locale;
import org.equipoise.ecrf.domain.form.Author;

/**
 * One step in the life of a query. Steps are added and never changed.
 *
 * @param at when
 * @param by who
 * @param action what was done
 * @param text in which words
 * @param requestKey the idempotency key of the request that did it
 */
public record QueryEntry(Instant at, Author by, Action action, String text, String requestKey) {
    /** What can be done to a query. */
    public enum Action {
        /** Asked. */
        RAISED,
        /** Answered. */
        ANSWERED,
        /** Closed. */
        CLOSED,
        /** Opened again, because closing it was wrong. */
        REOPENED;

        /**
         * The name used in answers.
         *
         * @return for example {@code answered}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Whose turn it is afterwards.
         *
         * @return the status that the action leads to
         */
        public QueryStatus status() {
            return switch (this) {
                case RAISED, REOPENED -> QueryStatus.OPEN;
                case ANSWERED -> QueryStatus.ANSWERED;
                case CLOSED -> QueryStatus.CLOSED;
            };
        }
    }
}
