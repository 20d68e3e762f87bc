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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.ImportLaboratoryData.Result;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.ecrf.domain.laboratory.LaboratoryLine;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;

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

    /** Whether somebody may import into a form: one that laboratories report, or one that they enter themselves at some site. */
    static boolean isOpenTo(Actor importer, Form form) {
        return form.laboratory()
                || !importer.enters()
                        .getOrDefault(form.category(), SiteScope.none())
                        .equals(SiteScope.none());
    }

    /** Whoever imports saves what they may see of a form that laboratories report, although they may not type it; no other form. */
    Actor entering(Actor importer, Form form) {
        return form.laboratory()
                ? new Actor(importer.author(), importer.scope(), importer.reads(), importer.reads())
                : importer;
    }

    /** The form in the version that a subject follows; the given one if there is no such subject, or that version has no such form. */
    Form ofSubject(Actor importer, String study, String subject, Form inForce) {
        return subjects.find(importer, study, subject)
                .flatMap(found -> studies.of(found).definition().form(inForce.id()))
                .orElse(inForce);
    }

    /** Plans a form on top of what was planned before for the subject, which nobody saved yet. */
    LaboratoryPlan plan(
            Actor importer, String study, LaboratorySource source, List<LaboratoryLine> group, RehearsedForms before) {
        LaboratoryLine first = group.get(0);
        LaboratoryPlan nothing = LaboratoryPlan.nothing(first, study);
        List<String> faults = new ArrayList<>();
        group.forEach(line -> faults.addAll(line.faults()));
        group.stream()
                .filter(line -> faults.isEmpty() && !isSameTime(line.occurredAt(), first.occurredAt()))
                .findFirst()
                .ifPresent(line -> faults.add("one form has one time, and the lines say " + first.occurredAt() + " and "
                        + line.occurredAt()));
        Map<String, ItemValue> reported = new TreeMap<>();
        Map<String, MissingReason> absent = new TreeMap<>();
        for (LaboratoryLine line : group) {
            line.values().forEach((item, value) -> {
                ItemValue earlier = reported.put(item, value);
                if (earlier != null && !earlier.means(value)) {
                    faults.add(item + " is reported twice, as " + earlier.plain() + " and " + value.plain());
                }
            });
            absent.putAll(line.missing());
        }
        absent.keySet().removeAll(reported.keySet());
        if (!faults.isEmpty()) {
            return nothing.refused(faults);
        }
        try {
            LaboratoryPlan plan = join(importer, nothing, source, new Reported(group, reported, absent));
            return plan.command()
                    .map(command -> saveForm.rehearse(importer, command, before.of(command.subject())))
                    .map(saved -> plan.asking(kept(importer, saved, before)))
                    .orElse(plan);
        } catch (Refusal refused) {
            return nothing.refused(words(refused));
        }
    }

    private List<Finding> kept(Actor importer, StoredRevision saved, RehearsedForms before) {
        Revision revision = saved.revision();
        before.add(studies.version(revision.study(), revision.definitionVersion()), saved);
        return importer.visible(revision.findings(), revision.site());
    }

    /** What the lines about one form say. */
    private record Reported(
            List<LaboratoryLine> lines, Map<String, ItemValue> values, Map<String, MissingReason> absent) {}

    private LaboratoryPlan join(Actor importer, LaboratoryPlan nothing, LaboratorySource source, Reported group) {
        Map<String, ItemValue> reported = group.values();
        LaboratoryLine about = nothing.about();
        Subject subject = subjects.require(importer, nothing.study(), about.subject());
        CompiledStudy version = studies.of(subject);
        FormLocation location = FormLocation.find(studies, version, importer, subject, about.instance());
        List<String> unknown = unknown(location.seen(), group);
        if (!unknown.isEmpty()) {
            return nothing.refused(unknown);
        }
        Sight sight = location.sight();
        List<StoredRevision> history = revisions.history(nothing.study(), about.subject(), about.instance());
        Optional<Revision> last = history.stream().map(StoredRevision::revision).reduce((earlier, later) -> later);
        List<String> misread = new MappingFit(studies, source.mapping()).faults(version, last, reported.keySet());
        if (!misread.isEmpty()) {
            return nothing.refused(misread);
        }
        Optional<Revision> present = last.map(known -> sight.present(known, history));
        if (present.filter(known -> !isSameTime(known.content().occurredAt(), about.occurredAt()))
                        .isPresent()
                && !reported.isEmpty()) {
            return nothing.conflict(Map.of(Optional.empty(), ofAnotherTime(present.orElseThrow(), about, reported)));
        }
        Map<String, ItemValue> added = new TreeMap<>(reported);
        Map<Optional<String>, String> questions = new LinkedHashMap<>();
        present.map(Revision::content).ifPresent(content -> {
            added.keySet().removeAll(content.values().keySet());
            added.keySet().removeAll(content.missing().keySet());
            questions.putAll(differences(content, reported));
        });
        LaboratoryPlan plan = nothing;
        if (present.isEmpty() || !added.isEmpty()) {
            SaveCommand command = new SaveCommand(
                    nothing.study(),
                    about.subject(),
                    about.instance(),
                    present.map(Revision::number).orElse(0),
                    Optional.empty(),
                    data(
                            source,
                            new Joined(about, location.form(), present, computed(location, last)),
                            new Reported(group.lines(), added, group.absent())),
                    false);
            plan = nothing.saving(present.isEmpty() ? Result.ENTERED : Result.COMPLETED, command);
        }
        return questions.isEmpty() ? plan : plan.conflict(questions);
    }

    /** Items that the importer does not see are told of like those that the form does not have, whatever the form says. */
    private static List<String> unknown(Form seen, Reported group) {
        return Stream.concat(group.values().keySet().stream(), group.absent().keySet().stream())
                .filter(item -> seen.answered(item).isEmpty())
                .map(item -> "The form " + seen.id() + " has no item " + item + "; leave it out.")
                .toList();
    }

    /** What the form says otherwise than the laboratory, in words, by item. */
    private static Map<Optional<String>, String> differences(FormContent content, Map<String, ItemValue> reported) {
        Map<Optional<String>, String> questions = new LinkedHashMap<>();
        reported.forEach((item, value) -> {
            Optional<String> said = Optional.ofNullable(content.values().get(item))
                    .map(known -> known.plain().toString())
                    .or(() -> Optional.ofNullable(content.missing().get(item)).map(MissingReason::code));
            if (said.isPresent() && !value.means(content.values().get(item))) {
                questions.put(
                        Optional.of(item),
                        "The laboratory reports " + value.plain() + " for " + item + "; the form says " + said.get()
                                + ".");
            }
        });
        return questions;
    }

    /** Times are compared by the minute: people do not enter seconds. */
    private static boolean isSameTime(Instant one, Instant other) {
        return one.truncatedTo(ChronoUnit.MINUTES).equals(other.truncatedTo(ChronoUnit.MINUTES));
    }

    private static String ofAnotherTime(Revision present, LaboratoryLine about, Map<String, ItemValue> reported) {
        String values = reported.entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue().plain())
                .collect(Collectors.joining(", "));
        return "The laboratory reports a sample of " + about.occurredAt() + " (" + values + "); the form is about "
                + present.content().occurredAt() + ". Nothing was taken over.";
    }

    /** What the mapping says of all warnings. */
    private static Map<String, String> warningReasons(Form form, ImportMapping mapping) {
        Map<String, String> reasons = new HashMap<>();
        mapping.warningReason()
                .ifPresent(reason -> form.editChecks().forEach(check -> reasons.put(check.id(), reason)));
        return reasons;
    }

    /** The form that lines are joined with: in the subject's version, with what it says, and what of that is nobody's answer. */
    private record Joined(LaboratoryLine about, Form form, Optional<Revision> present, Set<String> computed) {}

    private Set<String> computed(FormLocation location, Optional<Revision> last) {
        return last.map(known -> new CarriedItems(studies, revisions).computed(location.form(), known))
                .orElse(Set.of());
    }

    private static EntryData data(LaboratorySource source, Joined joined, Reported added) {
        ImportMapping mapping = source.mapping().mapping();
        Map<String, Object> values = new HashMap<>();
        Map<String, String> missing = new HashMap<>();
        Optional<FormContent> content = joined.present().map(Revision::content);
        if (content.isEmpty()) {
            added.absent().forEach((item, reason) -> missing.put(item, reason.code()));
        }
        content.ifPresent(known -> {
            known.values().forEach((item, value) -> {
                if (!joined.computed().contains(item)) {
                    values.put(item, value.plain());
                }
            });
            known.missing().forEach((item, reason) -> missing.put(item, reason.code()));
        });
        added.values().forEach((item, value) -> values.put(item, value.plain()));
        return new EntryData(
                values,
                missing,
                content.map(FormContent::occurredAt).orElse(joined.about().occurredAt()),
                content.map(FormContent::windowReason).orElse(mapping.windowReason()),
                Optional.of((content.isPresent()
                                ? "Reported by a laboratory where nothing had been answered: "
                                : "Reported by a laboratory: ")
                        + source.of(added.lines())),
                warningReasons(joined.form(), mapping));
    }

    /** Saves and asks. What somebody did in between is respected: the form is then joined anew. */
    LaboratoryPlan apply(Actor importer, LaboratoryPlan plan) {
        try {
            plan.command().ifPresent(command -> saveForm.save(importer, command));
        } catch (Refusal refused) {
            return plan.refused(words(refused));
        }
        plan.questions().forEach((item, text) -> ask(importer, plan, item, text));
        return plan;
    }

    private void ask(Actor importer, LaboratoryPlan plan, Optional<String> item, String text) {
        Subject subject = subjects.require(importer, plan.study(), plan.about().subject());
        Set<FormCategory> categories = FormLocation.find(
                        studies,
                        studies.of(subject),
                        importer,
                        subject,
                        plan.about().instance())
                .categories(item);
        if (item.isEmpty()) {
            categories.addAll(studies.itemCategories(plan.study())
                    .of(plan.about().instance().form()));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String origin =
                "laboratory:" + subject.id() + "/" + plan.about().instance() + "/" + item.orElse("") + ":" + text;
        QueryEntry entry = new QueryEntry(now, importer.author(), QueryEntry.Action.RAISED, text, "laboratory");
        DataQuery query = new DataQuery(
                plan.study(),
                QueryIds.of(now, origin),
                subject.id(),
                subject.site(),
                plan.about().instance(),
                item,
                Optional.empty(),
                categories,
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
