package org.equipoise.ecrf.domain.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.study.HiddenItems;

/**
 * One step in the review of data. Marks of a target are numbered from 1 without gaps and never change.
 *
 * @param study the study's id
 * @param target what it stands on
 * @param number number among the marks of the target
 * @param action what was done
 * @param statement what it says
 * @param by who did it
 * @param at when
 * @param requestKey the idempotency key of the request that did it
 */
public record Mark(
        String study,
        Target target,
        int number,
        MarkAction action,
        Statement statement,
        Author by,
        Instant at,
        String requestKey) {
    /**
     * What a mark says.
     *
     * @param revision the form's revision that was looked at; 0 for more than a form
     * @param contentHash hash over exactly what the mark covers
     * @param items the items that were verified, closed or opened
     * @param text the meaning of a signature, or the reason for opening or closing; empty where none is asked
     */
    public record Statement(int revision, String contentHash, List<String> items, Optional<String> text) {
        /** Copies the items. */
        public Statement {
            items = List.copyOf(items);
        }
    }

    /**
     * The mark for somebody whom the reason for it is not for.
     *
     * @return the mark without its text
     */
    public Mark withoutWords() {
        Statement told =
                new Statement(statement.revision(), statement.contentHash(), statement.items(), Optional.empty());
        return new Mark(study, target, number, action, told, by, at, requestKey);
    }

    /**
     * What of a mark somebody sees who does not see all items of its form. The hash of what the reader does not see is left out.
     *
     * @param hidden the items that are not seen
     * @return the mark without them; empty if it was set on hidden items alone
     */
    public Optional<Mark> without(HiddenItems hidden) {
        List<String> shown = List.copyOf(hidden.visible(statement.items()));
        boolean isAboutHidden = shown.isEmpty() && !statement.items().isEmpty();
        Statement told = new Statement(statement.revision(), "", shown, statement.text());
        return isAboutHidden
                ? Optional.empty()
                : Optional.of(new Mark(study, target, number, action, told, by, at, requestKey));
    }
}
