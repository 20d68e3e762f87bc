package org.equipoise.ecrf.domain.form;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.study.HiddenItems;

/**
 * One save of a form. Revisions are numbered from 1 without gaps and never change; the highest is the present state.
 *
 * @param study the study's id
 * @param subject the subject's id
 * @param site the subject's site
 * @param instance which form
 * @param number number of the revision
 * @param definitionVersion version of the study definition that it was written under
 * @param content what the form says
 * @param reasonForChange why it differs from the revision before; for the first, from which file it was imported, and otherwise empty
 * @param warningReasons why it was saved in spite of each warning, by check; empty text where an earlier version of this service
 *     took a warning as read without a reason
 * @param findings what the checks found
 * @param consequences which questions it raises and settles, about this form and about others
 * @param savedBy who saved it
 * @param savedAt when it was saved
 * @param salt random text of its own, without which nobody can try out what its hash commits to
 */
public record Revision(
        String study,
        String subject,
        String site,
        FormInstance instance,
        int number,
        String definitionVersion,
        FormContent content,
        Optional<String> reasonForChange,
        Map<String, String> warningReasons,
        List<Finding> findings,
        List<Consequence> consequences,
        Author savedBy,
        Instant savedAt,
        String salt) {
    /** Copies the collections. */
    public Revision {
        warningReasons = Collections.unmodifiableMap(new TreeMap<>(warningReasons));
        findings = List.copyOf(findings);
        consequences = List.copyOf(consequences);
    }

    /**
     * What somebody sees who does not see all items of the form: neither their answers nor what was found at them, nor why one of
     * them was changed. What the save meant for queries is left out altogether.
     *
     * @param hidden the items that are not seen
     * @param before the revision before; the reason for the change is shown only if it is known and says the same at all hidden items
     * @return the same revision if nothing is hidden
     */
    public Revision without(HiddenItems hidden, Optional<Revision> before) {
        if (hidden.isEmpty()) {
            return this;
        }
        boolean isUntouched = before.filter(earlier -> earlier.number() == number - 1)
                .filter(earlier -> sameAt(hidden, earlier.content(), content))
                .isPresent();
        List<Finding> shown = findings.stream()
                .filter(finding -> !hidden.hidesAny(finding.items()))
                .toList();
        Revision told = telling(shown);
        return told.copy(
                content.without(hidden),
                reasonForChange.filter(reason -> isUntouched),
                told.warningReasons,
                shown,
                List.of());
    }

    /**
     * The same revision, telling or not why it was made.
     *
     * @param reason the reason for the change that is told
     * @return a copy, or this one if that is what it tells
     */
    public Revision because(Optional<String> reason) {
        return reason.equals(reasonForChange) ? this : copy(content, reason, warningReasons, findings, consequences);
    }

    /**
     * The same revision with some of its findings, and without the reasons that were given for warnings which are then not told.
     *
     * @param shown the findings that are told
     * @return a copy, or this one if all of them are told
     */
    public Revision telling(List<Finding> shown) {
        if (shown.size() == findings.size()) {
            return this;
        }
        Map<String, String> reasons = new TreeMap<>(warningReasons);
        findings.stream()
                .filter(finding -> !shown.contains(finding))
                .forEach(finding -> reasons.remove(finding.check()));
        return copy(content, reasonForChange, reasons, shown, consequences);
    }

    /**
     * The same save with other reasons for warnings, for readers who may not see all of them.
     *
     * @param reasons the reasons that are shown
     * @return a copy, which is not the text that was hashed
     */
    public Revision withWarningReasons(Map<String, String> reasons) {
        return copy(content, reasonForChange, reasons, findings, consequences);
    }

    private Revision copy(
            FormContent shown,
            Optional<String> reason,
            Map<String, String> reasons,
            List<Finding> found,
            List<Consequence> caused) {
        return new Revision(
                study,
                subject,
                site,
                instance,
                number,
                definitionVersion,
                shown,
                reason,
                reasons,
                found,
                caused,
                savedBy,
                savedAt,
                salt);
    }

    private static boolean sameAt(HiddenItems hidden, FormContent one, FormContent other) {
        Set<String> places = new TreeSet<>(Answer.places(one));
        places.addAll(Answer.places(other));
        return places.stream()
                .filter(hidden::hides)
                .allMatch(place -> Answer.at(place, one).equals(Answer.at(place, other)));
    }
}
