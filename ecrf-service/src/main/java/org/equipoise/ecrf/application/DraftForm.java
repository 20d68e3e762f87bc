package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Completed;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.form.ValueReader;
import org.equipoise.ecrf.domain.study.HiddenItems;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Keeps what a person types until it is saved, so that a reload or a lost connection costs nothing, and says what the server makes
 * of it: which items are not asked, and what is computed. The last write of a person wins; a save takes the draft away, and what
 * was typed into an earlier revision comes too late.
 */
@ApplicationScoped
public class DraftForm {
    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;
    private final DraftStore drafts;
    private final Clock clock;

    public DraftForm(Studies studies, Subjects subjects, RevisionStore revisions, DraftStore drafts, Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.drafts = drafts;
        this.clock = clock;
    }

    /**
     * A draft as its author sees it.
     *
     * @param currentRevision the latest revision; above the draft's base if somebody saved meanwhile
     * @param skipped items that are not asked, given what is typed
     * @param derived values that the server computes or carries, given what is typed
     */
    public record DraftView(Draft draft, int currentRevision, Set<String> skipped, Map<String, ItemValue> derived) {
        public DraftView {
            skipped = Set.copyOf(skipped);
            derived = Map.copyOf(derived);
        }
    }

    /** Where a person is typing. */
    public record Place(String study, String subject, FormInstance instance) {
        private DraftStore.Key of(Actor author) {
            return new DraftStore.Key(study, subject, instance, author.author().id());
        }
    }

    /**
     * Keeps what a person has typed into a revision.
     *
     * @throws Refusal {@code revision-conflict} if the form has a later one: a draft that was sent before a save and comes after it
     *     must not bring back what was saved
     */
    public DraftView keep(Actor author, Place place, int baseRevision, Draft.Typed typed) {
        FormLocation location = location(author, place);
        Draft draft = new Draft(
                place.study(),
                place.subject(),
                place.instance(),
                author.author().id(),
                baseRevision,
                typed,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        DraftView view = view(location, draft);
        if (baseRevision < view.currentRevision()) {
            throw overtaken(baseRevision, view.currentRevision());
        }
        drafts.put(draft);
        return view;
    }

    private static Refusal overtaken(int baseRevision, int current) {
        return Refusal.of(
                        ProblemType.REVISION_CONFLICT,
                        "The form is at revision " + current + ", and this was typed into revision " + baseRevision
                                + ".")
                .fix("Save it, to be shown both, or begin from the present revision.")
                .with("currentRevision", current);
    }

    public DraftView read(Actor author, Place place) {
        FormLocation location = location(author, place);
        Draft draft = drafts.find(place.of(author)).orElseThrow(Refusal::notFound);
        return view(location, draft);
    }

    public void discard(Actor author, Place place) {
        location(author, place);
        drafts.delete(place.of(author));
    }

    private FormLocation location(Actor author, Place place) {
        Subject subject = subjects.require(author, place.study(), place.subject());
        return FormLocation.find(studies, studies.of(subject), author, subject, place.instance())
                .requireEntry(author);
    }

    private DraftView view(FormLocation location, Draft draft) {
        CompiledStudy study = studies.of(location.subject());
        List<Revision> read = NeededForms.of(study, location)
                .map(forms -> revisions.of(draft.study(), draft.subject(), forms))
                .orElseGet(() -> revisions.of(draft.study(), draft.subject()))
                .stream()
                .map(StoredRevision::revision)
                .toList();
        int current = read.stream()
                .filter(revision -> revision.instance().equals(draft.instance()))
                .mapToInt(Revision::number)
                .max()
                .orElse(0);
        HiddenItems hidden = location.hidden();
        Draft seen = draft.without(hidden);
        Completed completed = completed(study, location, seen.entry(), Casebook.of(read));
        Map<String, ItemValue> added = added(seen.entry(), completed.values());
        added.keySet().removeIf(hidden::hides);
        return new DraftView(seen, current, hidden.visible(completed.skipped()), added);
    }

    /** What cannot be read yet is left out. */
    private static Completed completed(
            CompiledStudy study, FormLocation location, Draft.Typed typed, Casebook casebook) {
        Map<String, ItemValue> readable = new TreeMap<>();
        typed.values()
                .forEach((key, plain) -> location.form()
                        .answered(key)
                        .filter(item -> !item.isDerived())
                        .flatMap(item -> ValueReader.read(item, plain))
                        .ifPresent(value -> readable.put(key, value)));
        return study.rules()
                .forms()
                .get(location.form().id())
                .completion(study.definition(), location.instance(), casebook)
                .complete(readable, typed.missing().keySet());
    }

    private static Map<String, ItemValue> added(Draft.Typed typed, Map<String, ItemValue> completed) {
        Map<String, ItemValue> added = new TreeMap<>(completed);
        added.keySet().removeAll(typed.values().keySet());
        return added;
    }
}
