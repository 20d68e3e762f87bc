package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.study.HiddenItems;
import org.equipoise.ecrf.domain.study.ItemCategories;

/**
 * What of the forms that somebody may see is left out because single items are of a category that is not for the reader. Whatever
 * shows what a form says takes it from here.
 */
final class Sight {
    private final Actor reader;
    private final ItemCategories items;

    private Sight(Actor reader, ItemCategories items) {
        this.reader = reader;
        this.items = items;
    }

    static Sight of(Studies studies, String study, Actor reader) {
        return new Sight(reader, studies.itemCategories(study));
    }

    /** The items of a form that the reader does not see. */
    HiddenItems hidden(String form, String site) {
        return items.hidden(form, category -> reader.sees(category, site));
    }

    /** The items of a form that the reader may not enter: those that are not seen, and those that are only read. */
    HiddenItems closed(String form, String site) {
        return items.hidden(form, category -> reader.sees(category, site) && reader.enters(category, site));
    }

    /** A revision as the reader sees it. Why something was changed is told to who wrote it, and where no hidden item changed. */
    Revision of(Revision revision, Optional<Revision> before) {
        Revision seen = revision.without(hidden(revision.instance().form(), revision.site()), before);
        boolean isOwn = revision.savedBy().id().equals(reader.author().id());
        return isOwn ? seen.because(revision.reasonForChange()) : seen;
    }

    /** Revisions of one form as the reader sees them, oldest first. */
    List<Revision> of(List<Revision> history) {
        List<Revision> seen = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            seen.add(of(history.get(i), i == 0 ? Optional.empty() : Optional.of(history.get(i - 1))));
        }
        return seen;
    }

    /** The present state of a form, the last of some of its revisions. */
    Revision present(Revision last, Collection<StoredRevision> all) {
        return hidden(last.instance().form(), last.site()).isEmpty()
                ? last
                : of(
                        last,
                        all.stream()
                                .map(StoredRevision::revision)
                                .filter(other ->
                                        other.instance().equals(last.instance()) && other.number() == last.number() - 1)
                                .findFirst());
    }

    /** Marks on a form without the hidden items, and without hashes of what the reader does not see. */
    static List<Mark> of(List<Mark> marks, HiddenItems hidden) {
        return hidden.isEmpty()
                ? marks
                : marks.stream().flatMap(mark -> mark.without(hidden).stream()).toList();
    }
}
