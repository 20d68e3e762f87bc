package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.RITA;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.Examples.number;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Severity;
import org.junit.jupiter.api.Test;

class RevisionTextTest {
    private static final String SALT = "a".repeat(64);
    private static final FormInstance MADRS = first("H24", "MADRS");
    private static final Revision ORIGINAL =
            revision(MADRS, content(2, MissingReason.REFUSED, INFUSION_START, "bus"), "why", "message", RITA);

    private static FormContent content(long value, MissingReason reason, Instant at, String windowReason) {
        return new FormContent(Map.of("M1", number(value)), Map.of("M2", reason), at, Optional.of(windowReason));
    }

    private static Revision revision(
            FormInstance instance, FormContent content, String reason, String message, Author author) {
        return revision(instance, content, reason, message, author, List.of());
    }

    private static Revision revision(
            FormInstance instance,
            FormContent content,
            String reason,
            String message,
            Author author,
            List<Consequence> consequences) {
        Finding finding =
                new Finding("R1", Severity.WARNING, List.of("M1"), message, 2L, Set.of(FormCategory.EFFICACY));
        return new Revision(
                "S",
                "01-001",
                "01",
                instance,
                2,
                "1",
                content,
                Optional.of(reason),
                Map.of("R1", "seen"),
                List.of(finding),
                consequences,
                author,
                INFUSION_START,
                SALT);
    }

    @Test
    void anythingThatIsChangedAfterwardsChangesTheHash() {
        FormContent content = ORIGINAL.content();
        Stream<Revision> tampered = Stream.of(
                revision(MADRS, content(3, MissingReason.REFUSED, INFUSION_START, "bus"), "why", "message", RITA),
                revision(MADRS, content(2, MissingReason.UNKNOWN, INFUSION_START, "bus"), "why", "message", RITA),
                revision(
                        MADRS,
                        content(2, MissingReason.REFUSED, INFUSION_START.plusSeconds(60), "bus"),
                        "why",
                        "message",
                        RITA),
                revision(MADRS, content(2, MissingReason.REFUSED, INFUSION_START, "rain"), "why", "message", RITA),
                revision(MADRS, content, "because", "message", RITA),
                revision(MADRS, content, "why", "another message", RITA),
                revision(MADRS, content, "why", "message", new Author("id-of-ivan", "rita")),
                revision(first("H24", "VITALS"), content, "why", "message", RITA),
                revision(new FormInstance("H24", "MADRS", 2), content, "why", "message", RITA));
        String hash = RevisionText.hash("previous", ORIGINAL);

        assertThat(tampered.map(revision -> RevisionText.hash("previous", revision)))
                .doesNotHaveDuplicates()
                .doesNotContain(hash);
        assertThat(RevisionText.hash("another", ORIGINAL)).isNotEqualTo(hash);
        assertThat(RevisionText.hash("previous", ORIGINAL)).isEqualTo(hash);
    }

    @Test
    void aTextThatLooksLikeANumberIsNotThatNumber() {
        Revision number = revision(
                MADRS,
                new FormContent(Map.of("X", number(2)), Map.of(), INFUSION_START, Optional.empty()),
                "why",
                "message",
                RITA);
        Revision text = revision(
                MADRS,
                new FormContent(Map.of("X", new ItemValue.TextValue("2")), Map.of(), INFUSION_START, Optional.empty()),
                "why",
                "message",
                RITA);

        assertThat(RevisionText.hash("previous", number)).isNotEqualTo(RevisionText.hash("previous", text));
    }

    private static Revision with(Revision revision, Map<String, String> reasons, String salt) {
        return new Revision(
                revision.study(),
                revision.subject(),
                revision.site(),
                revision.instance(),
                revision.number(),
                revision.definitionVersion(),
                revision.content(),
                revision.reasonForChange(),
                reasons,
                revision.findings(),
                revision.consequences(),
                revision.savedBy(),
                revision.savedAt(),
                salt);
    }

    @Test
    void whatRulesFoundIsCommittedToAndNotTold() {
        Consequence asked = new Consequence(
                first("INFUSION", "PREPARATION"),
                Consequence.Effect.ASKS,
                new Finding("P1", Severity.QUERY, List.of(), "So much?", 50L, Set.of(FormCategory.PHARMACY)));
        Revision asking = revision(MADRS, ORIGINAL.content(), "why", "message", RITA, List.of(asked));
        String text = RevisionText.of(asking);

        assertThat(text).doesNotContain("R1", "message", "seen", "P1", "PREPARATION", "pharmacy", SALT);
        assertThat(text.replaceAll("[0-9a-f]{64}", ""))
                .isEqualTo(RevisionText.of(ORIGINAL).replaceAll("[0-9a-f]{64}", ""));
        assertThat(text).isNotEqualTo(RevisionText.of(ORIGINAL));
    }

    @Test
    void aReasonThatIsPutInOtherWordsChangesTheHash() {
        assertThat(RevisionText.of(with(ORIGINAL, Map.of("R1", "looked again"), SALT)))
                .isNotEqualTo(RevisionText.of(ORIGINAL));
    }

    @Test
    void theSameFoundTwiceCannotBeToldFromTheHashes() {
        assertThat(RevisionText.of(with(ORIGINAL, ORIGINAL.warningReasons(), "b".repeat(64))))
                .isNotEqualTo(RevisionText.of(ORIGINAL));
    }
}
