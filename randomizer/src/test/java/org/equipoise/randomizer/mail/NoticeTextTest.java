package org.equipoise.randomizer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import org.equipoise.randomizer.application.Notice;
import org.junit.jupiter.api.Test;

class NoticeTextTest {

    private static final Instant AT = Instant.parse("2026-03-01T09:40:00.123Z");

    @Test
    void tellsWhatAPersonNeedsToLookItUp() {
        Notice notice = notice(Notice.Kind.CODE_BREAK, "01-001");
        assertThat(NoticeText.subject(notice)).isEqualTo("Equipoise: a code break in study KET-TRD-01");
        assertThat(NoticeText.body(notice)).contains("01-001", "2026-03-01T09:40:00.123Z", "b-1");
    }

    /** Nothing of which a message is made depends on the arm, so neither its words nor its size can. */
    @Test
    void isMadeOfNothingThatKnowsAnArm() {
        assertThat(Arrays.stream(Notice.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactly(
                        "id", "attempts", "kind", "study", "reference", "subject", "site", "happenedAt", "recipient");
        assertThat(NoticeText.body(notice(Notice.Kind.CODE_BREAK, "01-001")))
                .hasSameSizeAs(NoticeText.body(notice(Notice.Kind.CODE_BREAK, "01-002")));
    }

    @Test
    void aPlannedUnblindingNamesNoSubject() {
        assertThat(NoticeText.body(notice(Notice.Kind.STUDY_UNBLINDED, null)))
                .contains("KET-TRD-01")
                .doesNotContain("null");
    }

    private static Notice notice(Notice.Kind kind, String subject) {
        return new Notice(1, 1, kind, "KET-TRD-01", "b-1", subject, "01", AT, "safety@trial.test");
    }
}
