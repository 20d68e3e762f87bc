package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.ItemClosures;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Saves a form as its next revision.
 *
 * <p>The revision that the author has seen must still be the latest: the number of the next one is taken by a unique index, so
 * that of two people who save at once one wins and the other is shown what was saved. A save is stored in the subject's next
 * turn: if something else was saved or closed, or the subject was randomized or moved to another version, after this save began, it
 * is checked again from the start.
 */
@ApplicationScoped
public class SaveForm {
    private static final int MOST_ATTEMPTS = 100;
    private static final int QUEUES = 256;

    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;
    private final SignedVersions signed;
    private final DraftStore drafts;
    private final SystemQueries queries;
    private final RandomGenerator random;
    private final Clock clock;
    private final List<Lock> queues =
            Stream.<Lock>generate(ReentrantLock::new).limit(QUEUES).toList();

    public SaveForm(
            Studies studies,
            Subjects subjects,
            RevisionStore revisions,
            DraftStore drafts,
            SystemQueries queries,
            RandomGenerator random,
            Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.signed = new SignedVersions(studies, subjects, revisions);
        this.drafts = drafts;
        this.queries = queries;
        this.random = random;
        this.clock = clock;
    }

    private record Save(Actor author, SaveCommand command, FormReview.Reviewed reviewed, Instant at) {}

    /**
     * Saves of one subject that come to this replica at once go one after the other, so that they need not be checked again; those
     * that come to several replicas are kept apart by the subject's turns.
     */
    public FormView save(Actor author, SaveCommand command) {
        Lock queue = queues.get(Math.floorMod(Objects.hash(command.study(), command.subject()), QUEUES));
        queue.lock();
        try {
            return saveInTurn(author, command);
        } finally {
            queue.unlock();
        }
    }

    /** The turns are counted before the subject is read: whoever randomizes or moves it passes one afterwards. */
    private FormView saveInTurn(Actor author, SaveCommand command) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            long turns = revisions.turns(command.study(), command.subject());
            Subject subject = subjects.require(author, command.study(), command.subject());
            Optional<FormView> saved = save(author, command, new Beginning(subject, studies.of(subject), turns));
            if (saved.isPresent()) {
                return saved.get();
            }
        }
        throw new IllegalStateException("The data of " + command.subject() + " changed too often");
    }

    /** How things stood when a save began: the subject, the version that it is under, and the turns that were taken. */
    private record Beginning(Subject subject, CompiledStudy study, long turns) {}

    /** Empty if somebody else took the turn. */
    private Optional<FormView> save(Actor author, SaveCommand command, Beginning beginning) {
        Subject subject = beginning.subject();
        CompiledStudy study = beginning.study();
        FormLocation location = FormLocation.find(studies, study, author, subject, command.instance())
                .requireEntry(author);
        List<StoredRevision> read = read(study, location);
        Optional<StoredRevision> current = latest(read, command.instance());
        Optional<CompiledStudy> signedUnder = signedUnder(subject, current).filter(version -> isOther(version, study));
        if (signedUnder.isPresent()) {
            return save(author, command, new Beginning(subject, signedUnder.get(), beginning.turns()));
        }
        Optional<StoredRevision> earlier = replayed(command, read);
        if (earlier.isPresent()) {
            queries.apply(earlier.get());
            deleteDraft(author, command, earlier.get());
            return Optional.of(
                    answer(author, subject, earlier.get(), subjects.closedItems(subject, command.instance())));
        }
        ItemClosures closed = subjects.requireOpen(subject, command.instance());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        FormReview.Reviewed reviewed = reviewed(author, command, new Place(study, location, read, closed), now);
        StoredRevision next = next(study, location, new Save(author, command, reviewed, now), current);
        if (!revisions.append(next, beginning.turns())) {
            return Optional.empty();
        }
        queries.apply(next.inTurn(beginning.turns() + 1));
        deleteDraft(author, command, next);
        return Optional.of(answer(
                author, subject, next, closed.isEmpty() ? closed : subjects.closedItems(subject, command.instance())));
    }

    /** What the author has typed into this form since, perhaps in another window, is not what was saved. */
    private void deleteDraft(Actor author, SaveCommand command, StoredRevision saved) {
        DraftStore.Key key = new DraftStore.Key(
                command.study(),
                command.subject(),
                command.instance(),
                author.author().id());
        drafts.deleteUntil(key, command.expected(), saved.revision().savedAt());
    }

    /**
     * Checks a save by all rules and stores nothing.
     *
     * @param before what was rehearsed before and is taken for saved: first revisions of other forms of the subject
     * @return what would be saved
     * @throws Refusal as {@link #save} would
     */
    public StoredRevision rehearse(Actor author, SaveCommand command, List<StoredRevision> before) {
        Subject subject = subjects.require(author, command.study(), command.subject());
        return rehearse(author, command, before, subject, studies.of(subject));
    }

    private StoredRevision rehearse(
            Actor author, SaveCommand command, List<StoredRevision> before, Subject subject, CompiledStudy study) {
        FormLocation location = FormLocation.find(studies, study, author, subject, command.instance())
                .requireEntry(author);
        List<StoredRevision> read = read(study, location);
        Optional<StoredRevision> current = latest(read, command.instance());
        Optional<CompiledStudy> signedUnder = signedUnder(subject, current).filter(version -> isOther(version, study));
        if (signedUnder.isPresent()) {
            return rehearse(author, command, before, subject, signedUnder.get());
        }
        ItemClosures closed = subjects.requireOpen(subject, command.instance());
        List<StoredRevision> known =
                Stream.concat(read.stream(), before.stream()).toList();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        FormReview.Reviewed reviewed = reviewed(author, command, new Place(study, location, known, closed), now);
        return next(study, location, new Save(author, command, reviewed, now), current);
    }

    /** What a save needs to look at, in the order of turns; of a form that moves to another version, everything that may have asked about it before. */
    private List<StoredRevision> read(CompiledStudy study, FormLocation location) {
        Subject subject = location.subject();
        List<StoredRevision> needed = NeededForms.of(study, location)
                .map(forms -> revisions.of(subject.study(), subject.id(), forms))
                .orElseGet(() -> revisions.of(subject.study(), subject.id()));
        boolean moves = latest(needed, location.instance())
                .filter(stored -> !stored.revision()
                        .definitionVersion()
                        .equals(study.definition().version()))
                .isPresent();
        List<StoredRevision> read = moves ? revisions.of(subject.study(), subject.id()) : needed;
        return read.stream().sorted(StoredRevision.IN_TURN).toList();
    }

    /** Where a save goes: the form, what was entered before that matters to it, and its frozen and locked items. */
    private record Place(CompiledStudy study, FormLocation location, List<StoredRevision> read, ItemClosures closed) {}

    private static FormReview.Reviewed reviewed(Actor author, SaveCommand command, Place place, Instant now) {
        Optional<Revision> current = latest(place.read(), command.instance()).map(StoredRevision::revision);
        requireCurrent(place.location(), command, current, place.read());
        List<Revision> history =
                place.read().stream().map(StoredRevision::revision).toList();
        FormReview.Reviewed reviewed =
                new FormReview(place.study(), place.location(), author, history).review(command, current, now);
        current.ifPresent(before -> OpenData.requireOpenItems(
                place.closed(), place.location().hidden(), before.content(), reviewed.content()));
        return reviewed;
    }

    private static boolean isOther(CompiledStudy one, CompiledStudy other) {
        return !one.definition().version().equals(other.definition().version());
    }

    private Optional<CompiledStudy> signedUnder(Subject subject, Optional<StoredRevision> current) {
        return current.flatMap(present -> signed.of(subject, present));
    }

    private static Optional<StoredRevision> latest(List<StoredRevision> read, FormInstance instance) {
        return read.stream()
                .filter(stored -> stored.revision().instance().equals(instance))
                .max((one, other) -> Integer.compare(
                        one.revision().number(), other.revision().number()));
    }

    /** A save with the key of an earlier one is that save again, if it asks for the same. */
    private static Optional<StoredRevision> replayed(SaveCommand command, List<StoredRevision> read) {
        Optional<RequestStamp> stamp = command.stamp();
        Optional<StoredRevision> sameKey = read.stream()
                .filter(stored -> stored.revision().instance().equals(command.instance()))
                .filter(stored -> stamp.isPresent()
                        && stored.request()
                                .filter(request ->
                                        request.key().equals(stamp.get().key()))
                                .isPresent())
                .findFirst();
        if (sameKey.isPresent() && !sameKey.get().request().equals(stamp)) {
            throw RequestKeys.reused();
        }
        return sameKey;
    }

    private static void requireCurrent(
            FormLocation location, SaveCommand command, Optional<Revision> current, List<StoredRevision> read) {
        int latest = current.map(Revision::number).orElse(0);
        if (latest != command.expected()) {
            throw conflict(location, command, read);
        }
        if (command.expected() > 0 && command.data().reasonForChange().isEmpty()) {
            throw Refusal.of(ProblemType.REASON_REQUIRED, "A change of entered data needs a reason.")
                    .fix("Say in reasonForChange why the data change.");
        }
    }

    private static Refusal conflict(FormLocation location, SaveCommand command, List<StoredRevision> read) {
        List<Revision> history = read.stream()
                .map(StoredRevision::revision)
                .filter(revision -> revision.instance().equals(command.instance()))
                .sorted(Comparator.comparingInt(Revision::number))
                .toList();
        return new RevisionConflict(location.seen(), command, location.sight().of(history)).refusal();
    }

    private StoredRevision next(
            CompiledStudy study, FormLocation location, Save save, Optional<StoredRevision> current) {
        SaveCommand command = save.command();
        Revision revision = new Revision(
                command.study(),
                command.subject(),
                location.subject().site(),
                command.instance(),
                command.expected() + 1,
                study.definition().version(),
                save.reviewed().content(),
                command.data().reasonForChange().filter(reason -> command.expected() > 0 || !command.attended()),
                save.reviewed().warningReasons(),
                save.reviewed().findings(),
                save.reviewed().consequences(),
                save.author().author(),
                save.at(),
                Salt.from(random));
        String previousHash = current.map(StoredRevision::hash).orElseGet(() -> RevisionText.genesis(revision));
        return new StoredRevision(revision, previousHash, RevisionText.hash(previousHash, revision), command.stamp());
    }

    private FormView answer(Actor author, Subject subject, StoredRevision stored, ItemClosures closed) {
        return FormView.of(stored, Optional.empty(), author, studies)
                .withClosed(closed)
                .withNextVersion(Optional.of(studies.of(subject).definition().version()));
    }
}
