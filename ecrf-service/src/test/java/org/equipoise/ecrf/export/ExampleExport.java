package org.equipoise.ecrf.export;

import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.Examples.number;
import static org.equipoise.ecrf.Examples.revision;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.application.ExportFormat;
import org.equipoise.ecrf.application.ExportFormat.ExportedSubject;
import org.equipoise.ecrf.application.NoticeDataset;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/** A subject with one changed form, a reason for a missing value, and a text full of what formats must escape. */
final class ExampleExport {
    static final String AWKWARD = "=SUM(A1) <b>\"yes\" & no\u0001, or\nnot</b>";

    private ExampleExport() {}

    static String of(ExportFormat format, boolean history, Optional<String> form) {
        return of(format, history, form, Optional.empty());
    }

    /** The table of deviations. */
    static String deviations(ExportFormat format) {
        return of(format, false, Optional.empty(), Optional.of(NoticeDataset.DV));
    }

    private static String of(
            ExportFormat format, boolean history, Optional<String> form, Optional<NoticeDataset> dataset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportFormat.Header header = new ExportFormat.Header(
                List.of(ExampleStudy.definition()),
                List.of(Examples.RITA),
                INFUSION_START.plusSeconds(86_400),
                Instant.parse("2026-03-05T10:00:00Z"),
                history,
                form,
                dataset);
        try (ExportFormat.Writer writer = format.begin(header, out)) {
            writer.write(new ExportedSubject(
                    Examples.subject("01-001"),
                    forms(history, form),
                    Optional.of(ofAll()),
                    Map.of(first("H24", "MADRS"), signature()),
                    List.of(deviation(Optional.empty()), deviation(Optional.of(completed())))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** All that is in the file of one subject, who has these forms. */
    static String of(ExportFormat format, boolean history, List<StudyDefinition> versions, List<List<Revision>> forms) {
        return of(format, history, Optional.empty(), versions, forms);
    }

    /** All that is in the file of one subject, who has these forms; of one form if it is named. */
    static String of(
            ExportFormat format,
            boolean history,
            Optional<String> form,
            List<StudyDefinition> versions,
            List<List<Revision>> forms) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportFormat.Header header = new ExportFormat.Header(
                versions,
                List.of(Examples.RITA),
                INFUSION_START.plusSeconds(86_400),
                Instant.parse("2026-03-05T10:00:00Z"),
                history,
                form,
                Optional.empty());
        try (ExportFormat.Writer writer = format.begin(header, out)) {
            writer.write(new ExportedSubject(
                    Examples.subject("01-001"),
                    forms.stream()
                            .collect(Collectors.toMap(
                                    revisions -> revisions.get(0).instance(), revisions -> revisions)),
                    Optional.empty(),
                    Map.of(),
                    List.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Notice deviation(Optional<Notice.Resolution> resolution) {
        return new Notice(
                ExampleStudy.STUDY,
                resolution.isPresent() ? "N2" : "N1",
                Raise.DEVIATION,
                "01-001",
                "01",
                new Notice.Source(
                        first("H24", "MADRS"),
                        2,
                        "window",
                        "Observed outside its window.",
                        "deviation:01-001/H24/MADRS/1/2/H24/MADRS/1/window"),
                Set.of(FormCategory.EFFICACY),
                INFUSION_START,
                resolution);
    }

    private static Notice.Resolution completed() {
        return new Notice.Resolution(
                INFUSION_START.plusSeconds(3600), Examples.RITA, AWKWARD, Optional.of(false), "k2");
    }

    private static Mark ofAll() {
        return new Mark(
                ExampleStudy.STUDY,
                Target.subject("01", "01-001"),
                1,
                MarkAction.SIGN,
                new Mark.Statement(0, "1a".repeat(32), List.of("general", "efficacy"), Optional.of("All is true")),
                Examples.RITA,
                INFUSION_START.plusSeconds(9000),
                "k3");
    }

    private static Mark signature() {
        FormInstance madrs = first("H24", "MADRS");
        return new Mark(
                ExampleStudy.STUDY,
                Target.form("01", "01-001", madrs),
                1,
                MarkAction.SIGN,
                new Mark.Statement(2, "0f".repeat(32), List.of(), Optional.of("Complete & correct")),
                Examples.RITA,
                INFUSION_START.plusSeconds(7200),
                "k1");
    }

    /** The published schemas, which are not part of this repository. */
    static Optional<Path> schemas() {
        Path folder = Path.of(System.getenv().getOrDefault("EQUIPOISE_CDISC_SCHEMAS", "../../shared/reference/cdisc"));
        return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }

    private static Map<FormInstance, List<Revision>> forms(boolean history, Optional<String> form) {
        FormInstance madrs = first("H24", "MADRS");
        List<Revision> scores = new ArrayList<>();
        if (history) {
            scores.add(revision(madrs, 1, content(INFUSION_START, Map.of("M1", number(2), "M2", number(3)))));
        }
        scores.add(revision(
                        madrs,
                        2,
                        new FormContent(
                                Map.of("M1", number(4)),
                                Map.of("M2", MissingReason.REFUSED),
                                INFUSION_START,
                                Optional.of("came late")))
                .withWarningReasons(Map.of("ALL_SIX", "looked again")));
        FormInstance event = new FormInstance("COMMON", "AE", 2);
        Revision adverse = revision(
                event,
                1,
                content(
                        INFUSION_START,
                        Map.of(
                                "TERM", new ItemValue.TextValue(AWKWARD),
                                "SERIOUS", new ItemValue.BooleanValue(false))));
        FormInstance vitals = first("H24", "VITALS");
        Revision weight = revision(
                vitals,
                1,
                content(INFUSION_START, Map.of("WEIGHT", new ItemValue.DecimalValue(new BigDecimal("72.50")))));
        Map<FormInstance, List<Revision>> all = Map.of(madrs, scores, event, List.of(adverse), vitals, List.of(weight));
        return form.map(id -> Map.of(madrs, scores)).orElse(all);
    }
}
