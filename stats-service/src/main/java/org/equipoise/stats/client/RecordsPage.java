package org.equipoise.stats.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.stats.domain.analysis.StudyRecords;

/** A page of a frozen data cut. */
record RecordsPage(
        String snapshot,
        Instant takenAt,
        String definitionVersion,
        String contentHash,
        Map<String, String> zones,
        List<Item> items,
        String next) {

    /** Whether everything is there that a complete page of this cut has, the zone of each subject's site included. */
    boolean answers(String requested) {
        Optional<Map<String, ZoneId>> known = siteZones();
        return requested.equals(snapshot)
                && takenAt != null
                && definitionVersion != null
                && contentHash != null
                && known.isPresent()
                && items != null
                && items.stream()
                        .allMatch(item ->
                                item != null && item.complete() && known.get().containsKey(item.site()));
    }

    /** The zone of each site; empty if one of them is none. */
    Optional<Map<String, ZoneId>> siteZones() {
        try {
            Map<String, ZoneId> read = new HashMap<>();
            (zones == null ? Map.<String, String>of() : zones).forEach((site, zone) -> read.put(site, ZoneId.of(zone)));
            return Optional.of(read);
        } catch (DateTimeException noZone) {
            return Optional.empty();
        }
    }

    boolean continues(RecordsPage first) {
        return takenAt.equals(first.takenAt) && contentHash.equals(first.contentHash);
    }

    record Item(
            String subject,
            String site,
            Instant screenedAt,
            String status,
            String withdrawnAt,
            Instant randomizedAt,
            Map<String, String> strata,
            List<Entry> records) {

        private boolean complete() {
            return subject != null
                    && site != null
                    && screenedAt != null
                    && status != null
                    && records != null
                    && records.stream().allMatch(entry -> entry != null && entry.complete());
        }

        StudyRecords.Subject toSubject() {
            return new StudyRecords.Subject(
                    subject,
                    site,
                    screenedAt,
                    status,
                    withdrawnAt,
                    randomizedAt,
                    strata,
                    records.stream().map(Entry::toRecord).toList());
        }
    }

    record Entry(
            String event,
            String form,
            Integer repeat,
            Instant occurredAt,
            Instant savedAt,
            Integer revision,
            Boolean inWindow,
            Map<String, Object> values,
            Map<String, String> missing) {

        private boolean complete() {
            return event != null && form != null && savedAt != null && values != null;
        }

        private StudyRecords.FormRecord toRecord() {
            return new StudyRecords.FormRecord(
                    event,
                    form,
                    repeat == null ? 1 : repeat,
                    occurredAt,
                    savedAt,
                    revision == null ? 1 : revision,
                    inWindow,
                    values,
                    missing);
        }
    }
}
