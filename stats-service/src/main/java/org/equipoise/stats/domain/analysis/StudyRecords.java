package org.equipoise.stats.domain.analysis;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The case report forms of a study, frozen at a moment. Whatever is entered later, these stay the same.
 *
 * @param snapshot identifier of the frozen cut
 * @param takenAt the moment of the cut
 * @param definitionVersion version of the study's forms and schedule
 * @param contentHash SHA-256 over the canonical JSON of all subjects
 * @param subjects every screened subject, each once
 * @param zones the time zone of each site of a subject, by whose calendar dates without a time are meant
 */
public record StudyRecords(
        String snapshot,
        Instant takenAt,
        String definitionVersion,
        String contentHash,
        List<Subject> subjects,
        Map<String, ZoneId> zones) {

    /**
     * Takes copies of the collections.
     *
     * @throws IllegalArgumentException if a subject's site has no zone: by another calendar events would move across a dose
     */
    public StudyRecords {
        subjects = List.copyOf(subjects);
        zones = Map.copyOf(zones);
        for (Subject subject : subjects) {
            if (!zones.containsKey(subject.site())) {
                throw new IllegalArgumentException(
                        "The site " + subject.site() + " of " + subject.subject() + " has no time zone");
            }
        }
    }

    /**
     * Records of sites whose calendar is that of UTC.
     *
     * @param snapshot identifier of the frozen cut
     * @param takenAt the moment of the cut
     * @param definitionVersion version of the study's forms and schedule
     * @param contentHash SHA-256 over the canonical JSON of all subjects
     * @param subjects every screened subject, each once
     */
    public StudyRecords(
            String snapshot, Instant takenAt, String definitionVersion, String contentHash, List<Subject> subjects) {
        this(snapshot, takenAt, definitionVersion, contentHash, subjects, utc(subjects));
    }

    /**
     * The time zone of a subject's site.
     *
     * @param subject the subject
     * @return the zone
     * @throws IllegalArgumentException if it is no subject of a site that the cut names
     */
    public ZoneId zone(Subject subject) {
        ZoneId zone = zones.get(subject.site());
        if (zone == null) {
            throw new IllegalArgumentException("The site " + subject.site() + " has no time zone");
        }
        return zone;
    }

    private static Map<String, ZoneId> utc(List<Subject> subjects) {
        Map<String, ZoneId> zones = new HashMap<>();
        subjects.forEach(subject -> zones.put(subject.site(), ZoneOffset.UTC));
        return zones;
    }

    /** Says how many subjects there are, and shows no value. */
    @Override
    public String toString() {
        return "StudyRecords[" + subjects.size() + " subjects]";
    }

    /**
     * One subject.
     *
     * @param subject subject identifier
     * @param site site identifier
     * @param screenedAt when the subject was entered
     * @param status the status that the forms give
     * @param withdrawnAt when consent was withdrawn, an ISO 8601 date or instant; null if it was not
     * @param randomizedAt when the subject was randomized; null if not
     * @param strata level of each stratification factor as randomized; empty if not randomized
     * @param records the forms, in the order of the schedule, then form and repeat
     */
    public record Subject(
            String subject,
            String site,
            Instant screenedAt,
            String status,
            String withdrawnAt,
            Instant randomizedAt,
            Map<String, String> strata,
            List<FormRecord> records) {

        /** Takes copies of the collections. */
        public Subject {
            strata = strata == null ? Map.of() : Map.copyOf(strata);
            records = List.copyOf(records);
        }

        /**
         * Whether the subject was randomized.
         *
         * @return whether there is a time of randomization
         */
        public boolean randomized() {
            return randomizedAt != null;
        }

        /** Shows no value. */
        @Override
        public String toString() {
            return "Subject[" + subject + "]";
        }
    }

    /**
     * One form instance at its current revision.
     *
     * @param event study event
     * @param form form
     * @param repeat number of the repeat, from 1
     * @param occurredAt when the event took place; null if nobody said
     * @param savedAt when this revision was saved
     * @param revision number of the revision, from 1
     * @param inWindow whether the event took place in its window; null where there is none to judge by
     * @param values plain value of each item that has one: string, number, boolean, or a list of codes
     * @param missing reason of each item that was recorded as missing
     */
    public record FormRecord(
            String event,
            String form,
            int repeat,
            Instant occurredAt,
            Instant savedAt,
            int revision,
            Boolean inWindow,
            Map<String, Object> values,
            Map<String, String> missing) {

        /** Takes copies of the maps, leaving out items without a value. */
        public FormRecord {
            Map<String, Object> present = new LinkedHashMap<>(values);
            present.values().removeIf(java.util.Objects::isNull);
            values = Map.copyOf(present);
            missing = missing == null ? Map.of() : Map.copyOf(missing);
        }

        /** Shows no value. */
        @Override
        public String toString() {
            return "FormRecord[" + event + "/" + form + "/" + repeat + "]";
        }
    }
}
