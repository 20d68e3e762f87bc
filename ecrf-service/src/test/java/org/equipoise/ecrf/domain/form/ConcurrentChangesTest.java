package org.equipoise.ecrf.domain.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A moment can be written in the zone of the site or in UTC; that is no change. */
class ConcurrentChangesTest {
    private static final Answer BASE = time("2026-03-01T09:30:00Z");
    private static final Answer AT_THE_SITE = time("2026-03-01T10:40:00+01:00");
    private static final Answer IN_UTC = time("2026-03-01T09:40:00Z");
    private static final Answer LATER = time("2026-03-01T09:41:00Z");

    private static Answer time(String text) {
        return Answer.of(ItemValue.DateTimeValue.parse(text));
    }

    private static ConcurrentChanges.Place place(Answer base, Answer theirs, Answer yours) {
        return new ConcurrentChanges.Place("INF_START", base, theirs, yours, Optional.empty());
    }

    @Test
    void oneInstantInTwoZonesIsNoConflict() {
        assertThat(place(BASE, AT_THE_SITE, IN_UTC).conflicts()).isFalse();
        assertThat(place(BASE, AT_THE_SITE, LATER).conflicts()).isTrue();
    }

    @Test
    void whoWritesTheSameInstantAnewDoesNotUndoTheirChange() {
        ConcurrentChanges.Place rewritten = place(AT_THE_SITE, LATER, IN_UTC);

        assertThat(rewritten.conflicts()).isFalse();
        assertThat(rewritten.merged()).isEqualTo(LATER);
    }

    @Test
    void whoAloneWritesItAnewIsFollowed() {
        assertThat(place(AT_THE_SITE, AT_THE_SITE, IN_UTC).merged()).isEqualTo(IN_UTC);
    }

    @Test
    void aReasonMeansSomethingElseThanAValueOrNothing() {
        Answer unknown = new Answer(Optional.empty(), Optional.of(MissingReason.UNKNOWN));

        assertThat(unknown.means(IN_UTC)).isFalse();
        assertThat(IN_UTC.means(Answer.NONE)).isFalse();
        assertThat(unknown.means(Answer.NONE)).isFalse();
        assertThat(Answer.NONE.means(Answer.NONE)).isTrue();
    }
}
