package org.equipoise.stats.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a statistical computation came to: a value, or the reason why there is none and what to do about it.
 *
 * <p>A method of this library answers an {@code Outcome} where the data or the design, rather than a programming error,
 * can make the question unanswerable: a singular model, looks that cannot be told apart, an estimate outside every
 * reasonable range. It never answers NaN. Arguments that make no sense for any data (a negative alpha, arrays of
 * different lengths) are programming errors and raise {@link IllegalArgumentException}.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T> permits Outcome.Computed, Outcome.NotComputed {

    /**
     * Wraps a value.
     *
     * @param value the value, not null
     * @param <T> its type
     * @return the outcome that holds it
     */
    static <T> Outcome<T> computed(T value) {
        return new Computed<>(value);
    }

    /**
     * Says why there is no value.
     *
     * @param reason the kind of failure
     * @param explanation what was found, with the offending value
     * @param advice what the reader can do next
     * @param <T> the type of the value that could not be computed
     * @return the outcome without a value
     */
    static <T> Outcome<T> notComputed(Reason reason, String explanation, String advice) {
        return new NotComputed<>(reason, explanation, advice);
    }

    /**
     * The value, if there is one.
     *
     * @return the value, or empty
     */
    default Optional<T> value() {
        return this instanceof Computed<T> computed ? Optional.of(computed.result()) : Optional.empty();
    }

    /**
     * The value, where the caller knows that there must be one.
     *
     * @return the value
     * @throws NotComputedException if there is none; its message is the explanation and the advice
     */
    default T orElseThrow() {
        if (this instanceof Computed<T> computed) {
            return computed.result();
        }
        throw new NotComputedException((NotComputed<T>) this);
    }

    /**
     * Applies a function to the value; a failure passes through unchanged.
     *
     * @param function from the value to the new one
     * @param <R> the type of the new value
     * @return the outcome of the function
     */
    default <R> Outcome<R> map(Function<? super T, ? extends R> function) {
        return flatMap(value -> new Computed<>(function.apply(value)));
    }

    /**
     * Applies a function that may fail in its turn; a failure passes through unchanged.
     *
     * @param function from the value to the next outcome
     * @param <R> the type of the new value
     * @return the outcome of the function
     */
    default <R> Outcome<R> flatMap(Function<? super T, Outcome<R>> function) {
        if (this instanceof Computed<T> computed) {
            return function.apply(computed.result());
        }
        NotComputed<T> failure = (NotComputed<T>) this;
        return new NotComputed<>(failure.reason(), failure.explanation(), failure.advice());
    }

    /** The kinds of failure. */
    enum Reason {
        /** Two looks are so close in information that they cannot be told apart numerically. */
        LOOKS_TOO_CLOSE,
        /** No finite value attains what was asked (for example, a power below the significance level). */
        NO_SOLUTION,
        /** An iteration did not settle within its limit. */
        NOT_CONVERGED,
        /** Columns of the design depend on each other, so that the effect asked for has no unique estimate. */
        RANK_DEFICIENT,
        /** There are too few observations for the question. */
        TOO_FEW_OBSERVATIONS,
        /** A value that the method cannot do without, such as a baseline, is missing. */
        INCOMPLETE_DATA,
        /** The data do not vary, so that no standard error exists. */
        NO_VARIATION,
        /** A number left the range of double precision. */
        OUT_OF_RANGE
    }

    /**
     * A value.
     *
     * @param result the value, not null
     * @param <T> its type
     */
    record Computed<T>(T result) implements Outcome<T> {
        /** Refuses null. */
        public Computed {
            Objects.requireNonNull(result, "result");
        }
    }

    /**
     * No value, and why.
     *
     * @param reason the kind of failure
     * @param explanation what was found, with the offending value
     * @param advice what the reader can do next
     * @param <T> the type of the value that could not be computed
     */
    record NotComputed<T>(Reason reason, String explanation, String advice) implements Outcome<T> {
        /** Refuses nulls. */
        public NotComputed {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(explanation, "explanation");
            Objects.requireNonNull(advice, "advice");
        }
    }
}
