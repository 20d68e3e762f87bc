package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.platform.security.SiteScope;

/** Marks in memory, with the promises of the store. */
final class MemoryMarks implements MarkStore {
    private final List<StoredMark> marks = new CopyOnWriteArrayList<>();

    /** Runs just before the next mark is stored, as what another person does. */
    Runnable beforeAppend = () -> {};

    /** Runs just after the next announcement. */
    Runnable afterAnnouncement = () -> {};

    /** Runs just before the next announced mark comes into force. */
    Runnable beforeConfirmation = () -> {};

    @Override
    public boolean append(StoredMark mark) {
        Runnable other = beforeAppend;
        beforeAppend = () -> {};
        other.run();
        return store(mark);
    }

    private synchronized boolean store(StoredMark mark) {
        boolean taken = marks.stream()
                .anyMatch(known -> known.mark().target().equals(mark.mark().target())
                        && known.mark().number() == mark.mark().number());
        return !taken && marks.add(mark);
    }

    @Override
    public boolean announce(StoredMark mark) {
        boolean announced = store(new StoredMark(mark.mark(), mark.previousHash(), mark.hash(), true));
        Runnable other = afterAnnouncement;
        afterAnnouncement = () -> {};
        other.run();
        return announced;
    }

    @Override
    public void confirm(StoredMark mark) {
        Runnable other = beforeConfirmation;
        beforeConfirmation = () -> {};
        other.run();
        synchronized (this) {
            marks.replaceAll(known -> isAnnounced(known, mark)
                    ? new StoredMark(known.mark(), known.previousHash(), known.hash())
                    : known);
        }
    }

    @Override
    public synchronized void withdraw(StoredMark mark) {
        marks.removeIf(known -> isAnnounced(known, mark));
    }

    private static boolean isAnnounced(StoredMark known, StoredMark mark) {
        return known.announced() && known.hash().equals(mark.hash());
    }

    @Override
    public List<StoredMark> announcedUntil(Instant instant) {
        return marks.stream()
                .filter(StoredMark::announced)
                .filter(known -> !known.mark().at().isAfter(instant))
                .toList();
    }

    @Override
    public List<StoredMark> of(String study, Collection<String> targets) {
        return withAnnounced(study, targets).stream()
                .filter(known -> !known.announced())
                .toList();
    }

    @Override
    public List<StoredMark> withAnnounced(String study, Collection<String> targets) {
        return marks.stream()
                .filter(known -> targets.contains(known.mark().target().key()))
                .toList();
    }

    @Override
    public List<Author> signers(String study, SiteScope sites) {
        return marks.stream()
                .map(StoredMark::mark)
                .filter(mark -> mark.action() == MarkAction.SIGN
                        && mark.target().site().map(sites::includes).orElse(false))
                .map(Mark::by)
                .distinct()
                .toList();
    }

    @Override
    public List<StoredMark> ofSubject(String study, String subject) {
        return marks.stream()
                .filter(known ->
                        !known.announced() && known.mark().target().subject().equals(Optional.of(subject)))
                .toList();
    }

    List<StoredMark> all() {
        return marks;
    }
}
