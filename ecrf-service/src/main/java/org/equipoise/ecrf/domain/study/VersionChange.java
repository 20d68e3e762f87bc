package org.equipoise.ecrf.domain.study;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing in which two versions of a study differ.
 *
 * @param kind what it is
 * @param effect whether it is new, gone or other than it was
 * @param path its place in the definition
 * @param attributes what is other about it; empty if it is new or gone
 * @param place the data that it concerns
 */
public record VersionChange(Kind kind, Effect effect, String path, List<String> attributes, Place place) {
    /** Copies the attributes. */
    public VersionChange {
        attributes = List.copyOf(attributes);
    }

    /** What can differ. */
    public enum Kind {
        /** A form. */
        FORM,
        /** An item of a form. */
        ITEM,
        /** An edit check of a form. */
        CHECK,
        /** An event, or what it is measured from. */
        EVENT,
        /** The target or the window of an event. */
        WINDOW,
        /** Whether an event asks for a form, and how. */
        SCHEDULED_FORM,
        /** A condition of the schedule. */
        CONDITION,
        /** A clock for reports about serious adverse events. */
        CLOCK,
        /** What adverse events, the end of participation or relapses are read from. */
        CONDUCT,
        /** The title, sites, eligibility, withdrawal, anchors, reasons for missing values, or what a missed window raises. */
        STUDY;

        /**
         * The name used in answers.
         *
         * @return for example {@code scheduled-form}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How it differs. */
    public enum Effect {
        /** The later version has it, the earlier has not. */
        ADDED,
        /** The earlier version has it, the later has not. */
        REMOVED,
        /** Both have it, and it is not the same. */
        CHANGED;

        /**
         * The name used in answers.
         *
         * @return for example {@code added}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Which entered data a change concerns; what is empty means any.
     *
     * @param event the event
     * @param form the form
     * @param item the item
     */
    public record Place(Optional<String> event, Optional<String> form, Optional<String> item) {
        /** Everything. */
        public static final Place ANYWHERE = new Place(Optional.empty(), Optional.empty(), Optional.empty());

        /**
         * All of a form.
         *
         * @param form the form
         * @return the place
         */
        public static Place ofForm(String form) {
            return new Place(Optional.empty(), Optional.of(form), Optional.empty());
        }
    }
}
