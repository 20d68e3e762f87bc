package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.ecrf.application.ImportLaboratoryData.Result;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.ecrf.domain.laboratory.LaboratoryLine;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.Refusal;

/** Joins what a laboratory reports for one form with what the form says, and saves it by the rules of all saves. */
@ApplicationScoped
public class LaboratoryForm {
    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;
    private final SaveForm saveForm;
    private final QueryStore queries;
    private final Clock clock;

    public LaboratoryForm(
            Studies studies,
            Subjects subjects,
            RevisionStore revisions,
            SaveForm saveForm,
            QueryStore queries,
            Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.saveForm = saveForm;
        this.queries = queries;
        this.clock = clock;
    }

    /**
     * What is to be done for a form.
     *
     * @param about the first line about it
     * @param study the study
     * @param result what it comes to
     * @param command the save; empty if there is nothing to save
     * @param questions what the form says otherwise, in words, by item
     * @param faults what is not acceptable
     */
    record Plan(
            LaboratoryLine about,
            String study,
            Result result,
            Optional<SaveCommand> command,
            Map<String, String> questions,
            List<String> faults) {
        Plan {
            faults = List.copyOf(faults);
        }

        Plan refused(String why) {
            List<String> all = new ArrayList<>(faults);
            all.add(why);
            return new Plan(about, study, Result.REFUSED, Optional.empty(), Map.of(), all);
        }

        List<String> differences() {
            return List.copyOf(questions.values());
        }
    }

    /** Whoever imports saves what they may see, although they may not type it. */
    Actor entering(Actor importer) {
        return new Actor(importer.author(), importer.scope(), importer.reads(), importer.reads());
    }

    Plan plan(Actor importer, String study, ImportMapping mapping, List<LaboratoryLine> group) {
        LaboratoryLine first = group.get(0);
        Plan nothing = new Plan(first, study, Result.UNCHANGED, Optional.empty(), Map.of(), List.of());
        List<String> faults = new ArrayList<>();
        group.forEach(line -> faults.addAll(line.faults()));
        Map<String, ItemValue> reported = new TreeMap<>();
        Map<String, MissingReason> absent = new TreeMap<>();
        for (LaboratoryLine line : group) {
            line.values().forEach((item, value) -> {
                ItemValue before = reported.put(item, value);
                if (before != null && !before.means(value)) {
                    faults.add(item + " is reported twice, as " + before.plain() + " and " + value.plain());
                }
            });
            absent.putAll(line.missing());
        }
        absent.keySet().removeAll(reported.keySet());
        if (!faults.isEmpty()) {
            return new Plan(first, study, Result.REFUSED, Optional.empty(), Map.of(), faults);
        }
        try {
            Plan plan = join(importer, nothing, mapping, reported, absent);
            plan.command().ifPresent(command -> saveForm.rehearse(importer, command));
            return plan;
        } catch (Refusal refused) {
            return nothing.refused(words(refused));
        }
    }

    private Plan join(
            Actor importer,
            Plan nothing,
            ImportMapping mapping,
            Map<String, ItemValue> reported,
            Map<String, MissingReason> absent) {
        LaboratoryLine about = nothing.about();
        Subject subject = subjects.require(importer, nothing.study(), about.subject());
        FormLocation.find(studies.of(subject), importer, subject, about.instance());
        Optional<Revision> present = revisions.history(nothing.study(), about.subject(), about.instance()).stream()
                .map(StoredRevision::revision)
                .reduce((earlier, later) -> later);
        Map<String, ItemValue> added = new TreeMap<>(reported);
        Map<String, String> questions = new LinkedHashMap<>();
        present.map(Revision::content)
                .ifPresent(content -> reported.forEach((item, value) -> {
                    if (content.values().containsKey(item) || content.missing().containsKey(item)) {
                        added.remove(item);
                        String said = Optional.ofNullable(content.values().get(item))
                                .map(ItemValue::plain)
                                .orElseGet(() -> content.missing().get(item).code())
                                .toString();
                        if (!value.means(content.values().get(item))) {
                            questions.put(
                                    item,
                                    "The laboratory reports " + value.plain() + " for " + item + "; the form says "
                                            + said + ".");
                        }
                    }
                }));
        if (present.isPresent() && added.isEmpty()) {
            Result result = questions.isEmpty() ? Result.UNCHANGED : Result.CONFLICT;
            return new Plan(about, nothing.study(), result, Optional.empty(), questions, List.of());
        }
        Result saved = present.isEmpty() ? Result.ENTERED : Result.COMPLETED;
        SaveCommand command = new SaveCommand(
                nothing.study(),
                about.subject(),
                about.instance(),
                present.map(Revision::number).orElse(0),
                Optional.empty(),
                data(nothing, mapping, present, added, absent));
        return new Plan(
                about,
                nothing.study(),
                questions.isEmpty() ? saved : Result.CONFLICT,
                Optional.of(command),
                questions,
                List.of());
    }

    private EntryData data(
            Plan nothing,
            ImportMapping mapping,
            Optional<Revision> present,
            Map<String, ItemValue> added,
            Map<String, MissingReason> absent) {
        Map<String, Object> values = new HashMap<>();
        Map<String, String> missing = new HashMap<>();
        Optional<FormContent> content = present.map(Revision::content);
        if (content.isEmpty()) {
            absent.forEach((item, reason) -> missing.put(item, reason.code()));
        }
        content.ifPresent(known -> {
            known.values().forEach((item, value) -> {
                if (!isComputed(nothing, item)) {
                    values.put(item, value.plain());
                }
            });
            known.missing().forEach((item, reason) -> missing.put(item, reason.code()));
        });
        added.forEach((item, value) -> values.put(item, value.plain()));
        return new EntryData(
                values,
                missing,
                content.map(FormContent::occurredAt).orElse(nothing.about().occurredAt()),
                content.map(FormContent::windowReason).orElse(mapping.windowReason()),
                present.map(revision ->
                        "Reported by the laboratory (" + mapping.id() + "), where nothing had been answered"),
                present.map(Revision::warningReasons).orElse(Map.of()));
    }

    private boolean isComputed(Plan nothing, String item) {
        return studies.current(nothing.study())
                .definition()
                .form(nothing.about().instance().form())
                .flatMap(form -> form.answered(item))
                .filter(known -> known.isDerived() || known.carried().isPresent())
                .isPresent();
    }

    /** Saves and asks. What somebody did in between is respected: the form is then joined anew. */
    Plan apply(Actor importer, Plan plan) {
        try {
            plan.command().ifPresent(command -> saveForm.save(importer, command));
        } catch (Refusal refused) {
            return plan.refused(words(refused));
        }
        plan.questions().forEach((item, text) -> ask(importer, plan, item, text));
        return plan;
    }

    private void ask(Actor importer, Plan plan, String item, String text) {
        Subject subject = subjects.require(importer, plan.study(), plan.about().subject());
        FormCategory category = FormLocation.find(
                        studies.of(subject), importer, subject, plan.about().instance())
                .category();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String origin = "laboratory:" + subject.id() + "/" + plan.about().instance() + "/" + item + ":" + text;
        QueryEntry entry = new QueryEntry(now, importer.author(), QueryEntry.Action.RAISED, text, "laboratory");
        DataQuery query = new DataQuery(
                plan.study(),
                QueryIds.of(now, origin),
                subject.id(),
                subject.site(),
                plan.about().instance(),
                Optional.of(item),
                Optional.empty(),
                Set.of(category),
                QueryStatus.OPEN,
                List.of(entry));
        queries.raise(List.of(new QueryStore.RaisedQuery(query, origin)));
    }

    private static String words(Refusal refused) {
        Object findings = refused.members().get("findings");
        return findings instanceof List<?> list && !list.isEmpty()
                ? refused.getMessage() + " " + list
                : refused.getMessage();
    }
}
