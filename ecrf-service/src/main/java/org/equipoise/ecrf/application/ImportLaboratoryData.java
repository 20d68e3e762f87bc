package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.ecrf.domain.laboratory.LaboratoryLine;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Imports a laboratory's file: read twice, first to check every line as a save would, then to save. With one bad line nothing is
 * saved. What a form says is never changed: a value that differs becomes a query, a value that is there already stays as it
 * is, so that the same file again changes nothing.
 */
@ApplicationScoped
public class ImportLaboratoryData {
    private static final int MOST_NAMED = 100;
    private static final int MOST_LINES = 200_000;

    private final Studies studies;
    private final ImportMappings mappings;
    private final LaboratoryForm forms;

    public ImportLaboratoryData(Studies studies, ImportMappings mappings, LaboratoryForm forms) {
        this.studies = studies;
        this.mappings = mappings;
        this.forms = forms;
    }

    /** A file that can be read again from its beginning, line by line. */
    public interface Lines {
        void each(Reader reader) throws IOException;

        /** The SHA-256 of the whole file, as 64 lower-case hexadecimal digits. */
        String sha256() throws IOException;

        /** Takes a line: its number, and its cells by column. */
        interface Reader {
            void accept(long number, Map<String, String> cells) throws IOException;
        }
    }

    /** What became of a line, or would become of it. */
    public enum Result {
        /** The form was entered for the first time. */
        ENTERED,
        /** Items without an answer got theirs. */
        COMPLETED,
        /** All of it was there. */
        UNCHANGED,
        /** Something else is there; a query asks about it. */
        CONFLICT,
        /** It is not acceptable. */
        REFUSED
    }

    /** A line's outcome, with what is wrong, differs, or is asked about by the form's checks. */
    public record Outcome(
            long line, String subject, String event, String form, int repeat, Result result, List<String> details) {
        public Outcome {
            details = List.copyOf(details);
        }
    }

    /** Where outcomes go, in the order of the lines. */
    public interface Sink {
        void accept(Outcome outcome) throws IOException;
    }

    /** How many lines came to what. */
    public record Summary(long lines, boolean dryRun, Map<Result, Long> results) {
        public Summary {
            results = Map.copyOf(results);
        }
    }

    /** What is imported; the form is as the version in force has it. */
    private record Work(Actor importer, String study, LaboratorySource source, Form form) {
        ImportMapping mapping() {
            return source.mapping().mapping();
        }
    }

    /** A part of the file that makes one save: lines that follow each other and are about the same form. */
    private interface GroupReader {
        void accept(List<LaboratoryLine> group) throws IOException;
    }

    public Summary run(Actor importer, String study, String mapping, boolean dryRun, Lines lines, Sink sink)
            throws IOException {
        PublishedMapping found = mappings.find(study, mapping).orElseThrow(Refusal::notFound);
        Form form =
                studies.current(study).definition().form(found.mapping().form()).orElseThrow(Refusal::notFound);
        requireOpen(importer, form);
        LaboratorySource source = new LaboratorySource(found, lines.sha256());
        Work work = new Work(forms.entering(importer, form), study, source, form);
        if (!dryRun) {
            requireAcceptable(work, lines);
        }
        Map<Result, Long> results = new EnumMap<>(Result.class);
        Set<String> seen = new HashSet<>();
        RehearsedForms rehearsed = new RehearsedForms();
        long[] count = {0};
        groups(work, lines, group -> {
            LaboratoryPlan plan = plan(work, group, seen, dryRun ? rehearsed : new RehearsedForms());
            if (!dryRun && plan.faults().isEmpty()) {
                plan = forms.apply(work.importer(), plan);
            }
            for (LaboratoryLine line : group) {
                sink.accept(outcome(line, plan));
                results.merge(plan.result(), 1L, Long::sum);
                count[0]++;
            }
        });
        return new Summary(count[0], dryRun, results);
    }

    /** A mapping may be older than what the version in force says of its form, and its publisher somebody else. */
    private static void requireOpen(Actor importer, Form form) {
        if (!LaboratoryForm.isOpenTo(importer, form)) {
            throw Refusal.of(
                            ProblemType.PERMISSION_MISSING,
                            "The form " + form.id() + " is not one that laboratories report, and you may not enter it.")
                    .fix("Import into a form that the study marks with laboratory: true.");
        }
    }

    private void requireAcceptable(Work work, Lines lines) throws IOException {
        List<Map<String, Object>> named = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        RehearsedForms rehearsed = new RehearsedForms();
        long[] bad = {0};
        groups(work, lines, group -> {
            LaboratoryPlan plan = plan(work, group, seen, rehearsed);
            if (!plan.faults().isEmpty()) {
                for (LaboratoryLine line : atFault(group)) {
                    bad[0]++;
                    if (named.size() < MOST_NAMED) {
                        Map<String, Object> place = new LinkedHashMap<>();
                        place.put("line", line.number());
                        place.put("what", line.faults().isEmpty() ? plan.faults() : line.faults());
                        named.add(place);
                    }
                }
            }
        });
        if (bad[0] > 0) {
            throw Refusal.of(
                            ProblemType.CHECK_FAILED,
                            (bad[0] == 1 ? "One line is" : bad[0] + " lines are")
                                    + " not acceptable, the first of them line "
                                    + named.get(0).get("line") + "; nothing was imported.")
                    .fix("Correct the lines, or the mapping, and send the whole file again.")
                    .with("lines", named);
        }
    }

    /** The lines that cannot be understood; if all can, it is all of them together that is not acceptable. */
    private static List<LaboratoryLine> atFault(List<LaboratoryLine> group) {
        List<LaboratoryLine> bad =
                group.stream().filter(line -> !line.faults().isEmpty()).toList();
        return bad.isEmpty() ? group : bad;
    }

    private LaboratoryPlan plan(Work work, List<LaboratoryLine> group, Set<String> seen, RehearsedForms before) {
        LaboratoryLine first = group.get(0);
        if (!seen.add(first.subject() + "/" + first.instance())) {
            return LaboratoryPlan.nothing(first, work.study())
                    .refused("another line further up is about the same form: lines of one form follow each other");
        }
        return forms.plan(work.importer(), work.study(), work.source(), group, before);
    }

    private static Outcome outcome(LaboratoryLine line, LaboratoryPlan plan) {
        return new Outcome(
                line.number(),
                line.subject(),
                line.instance().event(),
                line.instance().form(),
                line.instance().repeat(),
                plan.result(),
                plan.details());
    }

    private void groups(Work work, Lines lines, GroupReader reader) throws IOException {
        List<LaboratoryLine> group = new ArrayList<>();
        SubjectForm own = new SubjectForm(work);
        long[] count = {0};
        lines.each((number, cells) -> {
            if (++count[0] > MOST_LINES) {
                throw Refusal.of(ProblemType.BODY_TOO_LARGE, "The file has more than " + MOST_LINES + " lines.")
                        .fix("Send it in parts.");
            }
            LaboratoryLine line = LaboratoryLine.read(work.mapping(), own.of(cells), number, cells);
            if (!group.isEmpty() && !isSameForm(group.get(0), line)) {
                reader.accept(List.copyOf(group));
                group.clear();
            }
            group.add(line);
        });
        if (!group.isEmpty()) {
            reader.accept(List.copyOf(group));
        }
    }

    /** The form as each line's subject has it, looked up once for the lines about a subject that follow each other. */
    private final class SubjectForm {
        private final Work work;
        private String subject = "";
        private Form form;

        private SubjectForm(Work work) {
            this.work = work;
            this.form = work.form();
        }

        private Form of(Map<String, String> cells) {
            String next = cells.getOrDefault(work.mapping().subjectColumn(), "").strip();
            if (!next.equals(subject)) {
                subject = next;
                form = forms.ofSubject(work.importer(), work.study(), subject, work.form());
            }
            return form;
        }
    }

    private static boolean isSameForm(LaboratoryLine one, LaboratoryLine other) {
        return one.subject().equals(other.subject()) && one.instance().equals(other.instance());
    }
}
