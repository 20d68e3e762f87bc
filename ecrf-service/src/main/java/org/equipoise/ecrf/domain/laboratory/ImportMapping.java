package org.equipoise.ecrf.domain.laboratory;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which column of a laboratory's file goes where. A file may have a line for each visit with a column for each test, or a line
 * for each test: an item then takes only the lines that its {@code where} describes.
 *
 * @param id the mapping's id
 * @param form the form that is completed
 * @param subjectColumn the column with the subject's id
 * @param event where the event comes from
 * @param occurredAtColumn the column with the time of the sample, as an ISO 8601 date-time with zone or offset
 * @param repeatColumn the column with the repeat of the form; always the first if there is none
 * @param windowReason what is said of samples outside their window; without it a query asks about each
 * @param warningReason what is said of values that a check warns of; without it a query asks about each
 * @param items the items
 */
public record ImportMapping(
        String id,
        String form,
        String subjectColumn,
        EventKey event,
        String occurredAtColumn,
        Optional<String> repeatColumn,
        Optional<String> windowReason,
        Optional<String> warningReason,
        List<ItemColumn> items) {
    /** Copies the items. */
    public ImportMapping {
        items = List.copyOf(items);
    }

    /**
     * Where the event comes from: one event for all lines, or a column whose words stand for events.
     *
     * @param always the event of all lines
     * @param column the column with the laboratory's word for the visit
     * @param events events by the laboratory's words; a word that is no key stands for itself
     */
    public record EventKey(Optional<String> always, Optional<String> column, Map<String, String> events) {
        /** Copies the words. */
        public EventKey {
            events = Map.copyOf(events);
        }
    }

    /**
     * Where an item's value comes from.
     *
     * @param item the item
     * @param column the column with the value
     * @param where which lines are meant: required words by column; all lines if empty
     * @param unitColumn the column with the unit in which the laboratory reports
     * @param units how the laboratory's units become the item's, by unit; the item's own needs no entry
     * @param codes values by the laboratory's words; a word that is no key stands for itself
     * @param ifEmpty the reason that an empty cell stands for; without it an empty cell says nothing
     */
    public record ItemColumn(
            String item,
            String column,
            Map<String, String> where,
            Optional<String> unitColumn,
            Map<String, Conversion> units,
            Map<String, String> codes,
            Optional<String> ifEmpty) {
        /** Copies the maps. */
        public ItemColumn {
            where = Map.copyOf(where);
            units = Map.copyOf(units);
            codes = Map.copyOf(codes);
        }
    }

    /**
     * A unit's conversion: value in the item's unit = factor × reported value + offset, exactly, then rounded half up to the
     * item's decimal places, of which an integer has none.
     *
     * @param factor what a reported value is multiplied by
     * @param offset what is added afterwards
     */
    public record Conversion(BigDecimal factor, BigDecimal offset) {}
}
