package org.equipoise.ecrf.domain.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done to entered data without changing them. */
public enum MarkAction {
    /** Items were compared with their source documents (source data verification). */
    VERIFY,
    /** A form was read through and found plausible. */
    REVIEW,
    /** Somebody answers for the data with an electronic signature. */
    SIGN,
    /** No more changes for now. */
    FREEZE,
    /** Changes again. */
    UNFREEZE,
    /** No more changes. */
    LOCK,
    /** Changes again, after all. */
    UNLOCK,
    /** No more changes of some items of a form for now. */
    FREEZE_ITEMS,
    /** Changes of these items again. */
    UNFREEZE_ITEMS,
    /** No more changes of some items of a form. */
    LOCK_ITEMS,
    /** Changes of these items again, after all. */
    UNLOCK_ITEMS,
    /** No more changes for ever: somebody is about to learn the arms. */
    SEAL;

    /**
     * Whether it decides if changes are taken, and is a person's to do.
     *
     * @return false for what vouches for data, and for the seal
     */
    public boolean closes() {
        return this == FREEZE || this == UNFREEZE || this == LOCK || this == UNLOCK;
    }

    /**
     * Whether saves that were allowed before are refused after it.
     *
     * @return true for a freeze and a lock, be it of items alone
     */
    public boolean stopsSaves() {
        return ofEach() == FREEZE || ofEach() == LOCK;
    }

    /**
     * Whether it closes or opens items of a form one by one.
     *
     * @return false for whatever concerns all of its target
     */
    public boolean isOnItems() {
        return ofEach() != this;
    }

    /**
     * The step that each of the items takes if it is on items.
     *
     * @return for example {@code FREEZE} for {@code FREEZE_ITEMS}; the action itself if it concerns all of its target
     */
    public MarkAction ofEach() {
        return switch (this) {
            case FREEZE_ITEMS -> FREEZE;
            case UNFREEZE_ITEMS -> UNFREEZE;
            case LOCK_ITEMS -> LOCK;
            case UNLOCK_ITEMS -> UNLOCK;
            case VERIFY, REVIEW, SIGN, FREEZE, UNFREEZE, LOCK, UNLOCK, SEAL -> this;
        };
    }

    /**
     * The same step on some items of a form alone.
     *
     * @return for example {@code FREEZE_ITEMS} for {@code FREEZE}; empty for what is not done to single items
     */
    public Optional<MarkAction> onItems() {
        return Arrays.stream(values())
                .filter(action -> action.isOnItems() && action.ofEach() == this)
                .findFirst();
    }

    /**
     * The name used in answers.
     *
     * @return for example {@code verify}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds an action by its name.
     *
     * @param code for example {@code verify}
     * @return the action, or empty if there is none of that name
     */
    public static Optional<MarkAction> fromCode(String code) {
        return Arrays.stream(values())
                .filter(action -> action.code().equals(code))
                .findFirst();
    }
}
