package org.equipoise.stats.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.junit.jupiter.api.Test;

/** Dates without a time are meant by the calendar of a subject's site: no other calendar takes its place. */
class RecordsPageTest {
    private static final Instant CUT = Instant.parse("2026-06-01T00:00:00Z");

    private static RecordsPage page(Map<String, String> zones) {
        RecordsPage.Item item = new RecordsPage.Item("02-001", "02", CUT, "screening", null, null, Map.of(), List.of());
        return new RecordsPage("cut", CUT, "1", "hash", zones, List.of(item), null);
    }

    @Test
    void aPageNamesTheZoneOfEachSubjectsSite() {
        assertThat(page(Map.of("01", "UTC", "02", "Europe/Berlin")).answers("cut"))
                .isTrue();
        assertThat(page(Map.of("01", "UTC")).answers("cut")).isFalse();
        assertThat(page(new HashMap<>()).answers("cut")).isFalse();
        assertThat(page(null).answers("cut")).isFalse();
        assertThat(page(Map.of("02", "Nowhere")).answers("cut")).isFalse();
    }

    @Test
    void recordsOfASiteWithoutAZoneAreNone() {
        List<StudyRecords.Subject> subjects = List.of(page(null).items().get(0).toSubject());
        Map<String, ZoneId> elsewhere = Map.of("01", ZoneId.of("Europe/Berlin"));

        assertThatThrownBy(() -> new StudyRecords("cut", CUT, "1", "hash", subjects, elsewhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The site 02 of 02-001 has no time zone");
    }
}
