package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Entry;
import org.equipoise.ecrf.domain.form.EntryReader;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.FormRules;
import org.equipoise.ecrf.domain.rules.StandingReview;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.study.CellKey;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.HiddenItems;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.subject.Subject;

/**
 * Runs the rules of a definition that is not published over what was entered, beside the rules that each subject is under: which
 * checks would begin to fail, and which would no longer; among them windows, withdrawal of consent and strata, and the alerts and
 * deviations that would be raised. Derived values are computed anew. A signed form stays under the version that it was signed in, so
 * that nothing changes about it. Nothing is stored and nobody is asked.
 *
 * <p>Only forms that the reader may see are looked at, by the rules as well, and only findings of which the reader may see all
 * that they were drawn from: a rule that somebody makes up must not tell what the data hide.
 */
@ApplicationScoped
public class TryDefinition {
    private static final int SUBJECTS_AT_ONCE = 100;

    private final Studies studies;
    private final PublishStudy publishing;
    private final SubjectStore subjects;
    private final RevisionStore revisions;
    private final Subjects signed;

    public TryDefinition(
            Studies studies, PublishStudy publishing, SubjectStore subjects, RevisionStore revisions, Subjects signed) {
        this.studies = studies;
        this.publishing = publishing;
        this.subjects = subjects;
        this.revisions = revisions;
        this.signed = signed;
    }

    /**
     * A check of a form, and on how many entered forms it would begin to fail or no longer would.
     *
     * @param raises an alert or deviation that would be raised, or no longer would; empty for the failure itself
     */
    public record CheckCount(
            String form, String check, Severity severity, Optional<Raise> raises, long fires, long settles) {}

    /** What a rule says about a form, or what it raises by that. */
    private record Said(Finding finding, Optional<Raise> raises) {
        String id() {
            return finding.check() + "/" + finding.items()
                    + raises.map(Raise::code).orElse("");
        }
    }

    /** One form on which a check would say something else, or raise something else. */
    public record Place(String subject, FormInstance instance, Finding finding, Optional<Raise> raises, boolean fires) {
        String key() {
            return subject + "/" + instance.event() + "/" + instance.form() + "/"
                    + String.format(java.util.Locale.ROOT, "%03d", instance.repeat()) + "/" + finding.check() + "/"
                    + String.join("+", finding.items())
                    + raises.map(raise -> "/" + raise.code()).orElse("");
        }
    }

    /** What came of a trial; counts are over everything, places are a page. */
    public record Trial(String version, long subjects, long forms, List<CheckCount> checks, PageOf<Place> places) {
        public Trial {
            checks = List.copyOf(checks);
        }
    }

    private static final class Tally {
        private final Page page;
        private final Map<String, CheckCount> counts = new TreeMap<>();
        private final TreeMap<String, Place> places = new TreeMap<>();
        private long subjects;
        private long forms;

        private Tally(Page page) {
            this.page = page;
        }

        /** Keeps one place more than the page holds, to know whether there is another page. */
        private void add(Place place) {
            Finding finding = place.finding();
            String id = place.instance().form() + "/" + finding.check() + "/" + finding.severity()
                    + place.raises().map(Raise::code).orElse("");
            long fires = place.fires() ? 1 : 0;
            counts.merge(
                    id,
                    new CheckCount(
                            place.instance().form(),
                            finding.check(),
                            finding.severity(),
                            place.raises(),
                            fires,
                            1 - fires),
                    (one, other) -> new CheckCount(
                            one.form(),
                            one.check(),
                            one.severity(),
                            one.raises(),
                            one.fires() + other.fires(),
                            one.settles() + other.settles()));
            if (page.after().map(after -> place.key().compareTo(after) > 0).orElse(true)) {
                places.put(place.key(), place);
                if (places.size() > page.limit() + 1) {
                    places.pollLastEntry();
                }
            }
        }

        private Trial trial(String version) {
            return new Trial(
                    version,
                    subjects,
                    forms,
                    List.copyOf(counts.values()),
                    PageOf.cut(List.copyOf(places.values()), page.limit(), Place::key));
        }
    }

    public Trial run(Actor reader, String study, String json, Page page) {
        CompiledStudy candidate = publishing.checked(study, json);
        Tally tally = new Tally(page);
        Optional<String> after = Optional.empty();
        List<Subject> read;
        do {
            read = subjects.list(study, reader.scope(), new Page(after, SUBJECTS_AT_ONCE));
            for (Subject subject : read) {
                after = Optional.of(subject.id());
                tally.subjects++;
                compare(reader, subject, candidate, tally);
            }
        } while (read.size() == SUBJECTS_AT_ONCE);
        return tally.trial(candidate.definition().version());
    }

    private void compare(Actor reader, Subject subject, CompiledStudy candidate, Tally tally) {
        FormCategories categories = new FormCategories(studies, subject.study());
        List<StoredRevision> all = revisions.of(subject.study(), subject.id());
        Casebook stored = Casebook.of(all.stream()
                .map(StoredRevision::revision)
                .filter(revision -> categories
                        .of(revision)
                        .filter(category -> reader.sees(category, subject.site()))
                        .isPresent())
                .toList());
        Sight sight = Sight.of(studies, subject.study(), reader);
        Rules now = new Rules(studies.of(subject), subject, stored);
        Rules then = new Rules(candidate, subject, stored);
        stored.entered()
                .filter(instance -> now.study()
                        .definition()
                        .categoryOf(instance.event(), instance.form())
                        .filter(category -> reader.sees(category, subject.site()))
                        .isPresent())
                .forEach(instance -> {
                    tally.forms++;
                    HiddenItems hidden = sight.hidden(instance.form(), subject.site());
                    List<Place> places = differences(
                            subject.id(),
                            instance,
                            visible(reader, subject, hidden, now.said(instance)),
                            visible(reader, subject, hidden, then.said(instance)));
                    if (!places.isEmpty() && !isSigned(subject, instance, all)) {
                        places.forEach(tally::add);
                    }
                });
    }

    private static List<Place> differences(
            String subject, FormInstance instance, Map<String, Said> before, Map<String, Said> afterwards) {
        List<Place> places = new ArrayList<>();
        afterwards.forEach((id, said) -> {
            if (!before.containsKey(id)) {
                places.add(new Place(subject, instance, said.finding(), said.raises(), true));
            }
        });
        before.forEach((id, said) -> {
            if (!afterwards.containsKey(id)) {
                places.add(new Place(subject, instance, said.finding(), said.raises(), false));
            }
        });
        return places;
    }

    private boolean isSigned(Subject subject, FormInstance instance, List<StoredRevision> all) {
        return all.stream()
                .filter(revision -> revision.revision().instance().equals(instance))
                .max(Comparator.comparingInt(revision -> revision.revision().number()))
                .filter(present -> signed.isSigned(subject, present)
                        || signed.isSignedWithSubject(subject, new SignedContent(studies, subject, all), present))
                .isPresent();
    }

    private static Map<String, Said> visible(Actor reader, Subject subject, HiddenItems hidden, List<Said> said) {
        Map<String, Said> visible = new LinkedHashMap<>();
        said.stream()
                .filter(each ->
                        !reader.visible(List.of(each.finding()), subject.site()).isEmpty())
                .filter(each -> !hidden.hidesAny(each.finding().items()))
                .forEach(each -> visible.put(each.id(), each));
        return visible;
    }

    /** A version's rules over a subject's data. */
    private static final class Rules {
        private final CompiledStudy study;
        private final Map<FormInstance, List<Finding>> refused = new HashMap<>();
        private final Casebook casebook;
        private final StandingReview review;
        private final Anchors anchors;

        private Rules(CompiledStudy study, Subject subject, Casebook stored) {
            this.study = study;
            this.review = new StandingReview(study.definition(), study.rules(), subject);
            Casebook completed = Casebook.of(List.of());
            List<FormInstance> entered =
                    stored.entered().sorted(Comparator.naturalOrder()).toList();
            for (FormInstance instance : entered) {
                FormContent content = stored.content(instance).orElseThrow();
                completed = completed.with(instance, completed(instance, content, stored));
            }
            this.casebook = completed;
            this.anchors = Anchors.of(study.definition().schedule(), completed);
        }

        private CompiledStudy study() {
            return study;
        }

        /** The form as these rules complete it; items that this version does not know, or cannot read, are gone. */
        private FormContent completed(FormInstance instance, FormContent content, Casebook stored) {
            Optional<Form> form = study.definition().form(instance.form());
            var category = study.definition().categoryOf(instance.event(), instance.form());
            if (form.isEmpty() || category.isEmpty()) {
                return content;
            }
            Map<String, Object> values = new HashMap<>();
            content.values().forEach((key, value) -> {
                if (form.get()
                        .item(CellKey.itemOf(key))
                        .filter(item -> item.isDerived())
                        .isEmpty()) {
                    values.put(key, value.plain());
                }
            });
            Map<String, String> missing = new HashMap<>();
            content.missing().forEach((key, reason) -> missing.put(key, reason.code()));
            Entry entry = EntryReader.read(
                    form.get(),
                    category.get(),
                    values,
                    missing,
                    rules(instance).completion(study.definition(), instance, stored));
            List<Finding> found = new ArrayList<>(entry.findings());
            found.addAll(EntryReader.checkDerived(form.get(), category.get(), Map.of(), entry.values()));
            refused.put(instance, found);
            return new FormContent(entry.values(), entry.missing(), content.occurredAt(), content.windowReason());
        }

        private List<Said> said(FormInstance instance) {
            if (!refused.containsKey(instance)) {
                return List.of();
            }
            FormContent content = casebook.content(instance).orElseThrow();
            List<Finding> found = new ArrayList<>(refused.get(instance));
            found.addAll(rules(instance).check(study.definition(), instance, content.values(), casebook));
            review.outOfWindow(instance, content, anchors).ifPresent(found::add);
            review.afterWithdrawal(instance, content, casebook).ifPresent(found::add);
            found.addAll(otherStrata(instance));
            return found.stream()
                    .flatMap(finding -> Stream.concat(
                            Stream.of(new Said(finding, Optional.empty())),
                            raises(instance, finding).stream()
                                    .sorted()
                                    .map(raise -> new Said(finding, Optional.of(raise)))))
                    .toList();
        }

        private List<Finding> otherStrata(FormInstance instance) {
            boolean decides = study.rules().eligibility().stream()
                    .flatMap(eligibility -> eligibility.strata().stream())
                    .anyMatch(factor -> factor.form().equals(instance));
            return decides
                    ? review.failures(instance, casebook).values().stream()
                            .filter(finding -> finding.check().startsWith(StandingReview.STRATIFICATION))
                            .toList()
                    : List.of();
        }

        private Set<Raise> raises(FormInstance instance, Finding finding) {
            return finding.check().equals(StandingReview.WINDOW)
                    ? study.definition().conduct().outOfWindow()
                    : study.definition().form(instance.form()).stream()
                            .flatMap(form -> form.editChecks().stream())
                            .filter(check -> check.id().equals(finding.check()))
                            .flatMap(check -> check.raises().stream())
                            .collect(Collectors.toSet());
        }

        private FormRules rules(FormInstance instance) {
            return study.rules().forms().get(instance.form());
        }
    }
}
