package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.platform.security.SiteScope;

/** Revisions in memory, with the promises of the store. */
final class MemoryRevisions implements RevisionStore {
    final List<StoredRevision> revisions = new CopyOnWriteArrayList<>();

    private final Map<String, Long> turns = new ConcurrentHashMap<>();

    private static final Comparator<StoredRevision> ORDER = Comparator.comparing(
                    (StoredRevision stored) -> stored.revision().savedAt())
            .thenComparing(StoredRevision::hash);

    int largestPage;

    /** How many revisions of several subjects at once were handed out. */
    int handedOut;

    /** From when on it was asked what was saved, by each who asked. */
    final List<Instant> askedSince = new ArrayList<>();

    /** Is told of each revision at the instant at which it is stored. */
    Consumer<StoredRevision> appended = revision -> {};

    /** Runs just before the next append, as another person's save would. */
    Runnable beforeAppend = () -> {};

    @Override
    public long turns(String study, String subject) {
        return turns.getOrDefault(subject, 0L);
    }

    @Override
    public long turnsNow(String study, String subject) {
        return turns(study, subject);
    }

    @Override
    public synchronized void passTurn(String study, Collection<String> subjects) {
        subjects.forEach(subject -> turns.merge(subject, 1L, Long::sum));
    }

    @Override
    public boolean append(StoredRevision revision, long taken) {
        Runnable other = beforeAppend;
        beforeAppend = () -> {};
        other.run();
        return appendNext(revision, taken);
    }

    private synchronized boolean appendNext(StoredRevision revision, long turnsTaken) {
        String subject = revision.revision().subject();
        if (turns(revision.revision().study(), subject) != turnsTaken) {
            return false;
        }
        boolean taken = revisions.stream()
                .anyMatch(known ->
                        known.revision().subject().equals(revision.revision().subject())
                                && known.revision()
                                        .instance()
                                        .equals(revision.revision().instance())
                                && known.revision().number()
                                        == revision.revision().number());
        if (!taken) {
            turns.merge(subject, 1L, Long::sum);
            revisions.add(revision.inTurn(turnsTaken + 1));
            appended.accept(revision);
        }
        return !taken;
    }

    @Override
    public List<StoredRevision> of(String study, String subject, Collection<FormSelector> forms) {
        return of(study, subject).stream()
                .filter(stored -> forms.stream().anyMatch(form -> selects(form, stored)))
                .toList();
    }

    @Override
    public List<StoredRevision> of(String study, String subject) {
        return revisions.stream()
                .filter(stored -> stored.revision().subject().equals(subject))
                .toList();
    }

    @Override
    public List<Link> links(String study, String subject) {
        return of(study, subject).stream()
                .map(stored -> new Link(
                        stored.revision().instance(),
                        stored.revision().number(),
                        stored.revision().definitionVersion(),
                        stored.hash()))
                .sorted(Comparator.comparingInt(Link::number))
                .toList();
    }

    @Override
    public List<StoredRevision> history(String study, String subject, FormInstance instance) {
        return of(study, subject, List.of(FormSelector.of(instance))).stream()
                .sorted(Comparator.comparingInt(stored -> stored.revision().number()))
                .toList();
    }

    @Override
    public List<Author> authors(String study, SiteScope sites) {
        return revisions.stream()
                .filter(stored -> sites.includes(stored.revision().site()))
                .map(stored -> stored.revision().savedBy())
                .distinct()
                .toList();
    }

    @Override
    public long formsEntered(String study, Instant cut) {
        return revisions.stream()
                .filter(stored -> stored.revision().number() == 1
                        && !stored.revision().savedAt().isAfter(cut))
                .count();
    }

    @Override
    public List<StoredRevision> of(String study, Collection<String> subjects, Collection<FormSelector> forms) {
        List<StoredRevision> found = revisions.stream()
                .filter(stored -> subjects.contains(stored.revision().subject())
                        && forms.stream().anyMatch(form -> selects(form, stored)))
                .toList();
        handedOut += found.size();
        return found;
    }

    @Override
    public List<StoredRevision> withConsequences(Instant since, Optional<Position> after, int limit) {
        largestPage = Math.max(largestPage, limit);
        return revisions.stream()
                .filter(stored -> !stored.revision().consequences().isEmpty())
                .filter(stored -> !stored.revision().savedAt().isBefore(since))
                .sorted(ORDER)
                .filter(stored ->
                        after.map(position -> isLater(stored, position)).orElse(true))
                .limit(limit)
                .toList();
    }

    @Override
    public List<SavedForm> savedSince(String study, String site, Instant since) {
        askedSince.add(since);
        return revisions.stream()
                .filter(stored -> stored.revision().site().equals(site)
                        && !stored.revision().savedAt().isBefore(since))
                .map(stored -> new SavedForm(
                        stored.hash(),
                        stored.revision().instance().event(),
                        stored.revision().instance().form(),
                        stored.revision().definitionVersion()))
                .toList();
    }

    private static boolean isLater(StoredRevision stored, Position position) {
        int byTime = stored.revision().savedAt().compareTo(position.savedAt());
        return byTime > 0 || (byTime == 0 && stored.hash().compareTo(position.hash()) > 0);
    }

    private static boolean selects(FormSelector selector, StoredRevision stored) {
        FormInstance instance = stored.revision().instance();
        return selector.event().map(instance.event()::equals).orElse(true)
                && selector.form().map(instance.form()::equals).orElse(true)
                && selector.repeat().map(repeat -> repeat == instance.repeat()).orElse(true);
    }
}
