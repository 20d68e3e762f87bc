package org.equipoise.ecrf.domain.form;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
 * @param reasonForChange why it differs from the revision before; empty for the first
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
     * The same save with other reasons for warnings, for readers who may not see all of them.
     *
     * @param reasons the reasons that are shown
     * @return a copy, which is not the text that was hashed
     */
    public Revision withWarningReasons(Map<String, String> reasons) {
        return new Revision(
                study,
                subject,
                site,
                instance,
                number,
                definitionVersion,
                content,
                reasonForChange,
                reasons,
                findings,
                consequences,
                savedBy,
                savedAt,
                salt);
    }
}
