package org.equipoise.ecrf.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.application.RequestStamp;
import org.equipoise.ecrf.application.RevisionText;
import org.equipoise.ecrf.application.StoredRevision;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Severity;
import org.junit.jupiter.api.Test;

class StoredRevisionTest {
    @Test
    void decimalsAreStoredExactly() {
        assertThat(Plain.write(new BigDecimal("70.10"))).isEqualTo(Decimal128.parse("70.10"));
        assertThat(Plain.read(Plain.write(Map.of("A", List.of(new BigDecimal("0.1"), 2L, "x")))))
                .isEqualTo(Map.of("A", List.of(new BigDecimal("0.1"), 2L, "x")));
    }

    @Test
    void aRevisionIsReadAsItWasWritten() {
        FormContent content = new FormContent(
                Map.of(
                        "A", new ItemValue.IntegerValue(4),
                        "B", new ItemValue.DecimalValue(new BigDecimal("70.5")),
                        "C", new ItemValue.ChoicesValue(List.of("Y", "X")),
                        "D", Examples.at(Examples.INFUSION_START),
                        "F", ItemValue.DateTimeValue.parse("2026-03-01T10:40:00+01:00")),
                Map.of("E", MissingReason.REFUSED),
                Examples.INFUSION_START,
                Optional.of("late bus"));
        Finding finding = new Finding(
                "R1", Severity.QUERY, List.of("A"), "Please check.", Map.of("A", 4L), Set.of(FormCategory.EFFICACY));
        Revision plain = Examples.revision(Examples.first("H24", "MADRS"), 2, content, finding);
        Revision revision = new Revision(
                plain.study(),
                plain.subject(),
                plain.site(),
                plain.instance(),
                2,
                plain.definitionVersion(),
                content,
                plain.reasonForChange(),
                plain.warningReasons(),
                plain.findings(),
                List.of(new Consequence(Examples.first("DAY7", "MADRS"), Consequence.Effect.SETTLES, finding)),
                plain.savedBy(),
                plain.savedAt(),
                plain.salt());
        StoredRevision stored =
                new StoredRevision(revision, "previous", "hash", Optional.of(new RequestStamp("key", "fingerprint")));

        Document document = RevisionDocuments.write(stored);
        StoredRevision read = RevisionDocuments.read(document);

        assertThat(read).isEqualTo(stored);
        assertThat(RevisionText.hash("previous", read.revision())).isEqualTo(RevisionText.hash("previous", revision));
        assertThat(document.getDate("consequencesAt").toInstant()).isEqualTo(revision.savedAt());
        assertThat(RevisionDocuments.write(new StoredRevision(plain, "previous", "hash", Optional.empty())))
                .doesNotContainKey("consequencesAt");
    }
}
