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
     * The revision that something was closed on.
     *
     * @param marks all marks of one form, oldest first
     * @return the revision that whoever froze or locked it first had seen; empty if it is open
     */
    static Optional<Integer> closedAt(List<Mark> marks) {
        Closure state = OPEN;
        Optional<Integer> revision = Optional.empty();
        for (Mark mark : marks) {
            Closure next = state.then(mark.action()).orElse(state);
            if (state == OPEN && next != OPEN) {
                revision = Optional.of(mark.statement().revision());
            } else if (next == OPEN) {
                revision = Optional.empty();
            }
            state = next;
        }
        return revision;
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
            case VERIFY, REVIEW, SIGN, LOCK_ITEMS, UNLOCK_ITEMS -> isLocked() ? Optional.empty() : Optional.of(this);
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
