package org.equipoise.ecrf.domain.review;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether something takes changes: the fold of the marks that close and open it. */
public enum Closure {
    /** Takes changes. */
    OPEN,
    /** Takes none for now; whoever may freeze can undo it. */
    FROZEN,
    /** Takes none; undone only with a reason. */
    LOCKED,
    /** Takes none for ever, because the arms were revealed over exactly this. */
    SEALED;

    /**
     * The mark that closed something as far as it is closed now.
     *
     * @param marks all marks of one target, oldest first
     * @return the latest that changed its state, or empty if it is open
     */
    public static Optional<Mark> by(List<Mark> marks) {
        Closure state = OPEN;
        Optional<Mark> by = Optional.empty();
        for (Mark mark : marks) {
            Closure next = state.then(mark.action()).orElse(state);
            if (next != state) {
                by = next == OPEN ? Optional.empty() : Optional.of(mark);
            }
            state = next;
        }
        return by;
    }

    /**
     * The state after some marks.
     *
     * @param marks marks of one target, oldest first
     * @return the state
     */
    public static Closure after(List<Mark> marks) {
        Closure state = OPEN;
        for (Mark mark : marks) {
            state = state.then(mark.action()).orElse(state);
        }
        return state;
    }

    /**
     * The state after an action: open → frozen → locked → sealed, open → locked, and
     * back to open from all but the last.
     *
     * @param action the action
     * @return the next state, the same for an action that closes nothing, or empty where the action has no place
     */
    public Optional<Closure> then(MarkAction action) {
        return switch (action) {
            case FREEZE -> this == OPEN ? Optional.of(FROZEN) : Optional.empty();
            case UNFREEZE -> this == FROZEN ? Optional.of(OPEN) : Optional.empty();
            case LOCK -> isLocked() ? Optional.empty() : Optional.of(LOCKED);
            case UNLOCK -> this == LOCKED ? Optional.of(OPEN) : Optional.empty();
            case SEAL -> this == LOCKED ? Optional.of(SEALED) : Optional.empty();
            case VERIFY, REVIEW, SIGN, FREEZE_ITEMS, UNFREEZE_ITEMS, LOCK_ITEMS, UNLOCK_ITEMS ->
                isLocked() ? Optional.empty() : Optional.of(this);
        };
    }

    /**
     * Whether it takes no changes until somebody gives a reason, or ever.
     *
     * @return true if locked or sealed
     */
    public boolean isLocked() {
        return this == LOCKED || this == SEALED;
    }

    /**
     * The name used in answers.
     *
     * @return for example {@code frozen}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
