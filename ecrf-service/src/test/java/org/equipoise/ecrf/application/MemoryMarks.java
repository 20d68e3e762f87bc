package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.platform.security.SiteScope;

/** Marks in memory, with the promises of the store. */
final class MemoryMarks implements MarkStore {
    private final List<StoredMark> marks = new ArrayList<>();

    @Override
    public boolean append(StoredMark mark) {
        boolean taken = marks.stream()
                .anyMatch(known -> known.mark().target().equals(mark.mark().target())
                        && known.mark().number() == mark.mark().number());
        return !taken && marks.add(mark);
    }

    @Override
    public List<StoredMark> of(String study, Collection<String> targets) {
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
                .filter(known -> known.mark().target().subject().equals(Optional.of(subject)))
                .toList();
    }

    List<StoredMark> all() {
        return marks;
    }
}
