package org.equipoise.ecrf.domain.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.SubjectStatus;

/**
 * One subject as it stood at a cut. It names revisions instead of copying them: revisions never change, and their hash tells
 * if one was tampered with.
 *
 * @param subject the subject's id
 * @param site the subject's site
 * @param screenedAt when screening began
 * @param withdrawnAt the first instant after the subject's participation; empty if consent stood
 * @param randomization what was known of the randomization
 * @param entries the forms, in the order of the schedule, then by form and repeat
 * @param notices the alerts and deviations, in the order in which they were raised; snapshots of earlier versions of this service
 *     name none
 */
public record SubjectManifest(
        String subject,
        String site,
        Instant screenedAt,
        Optional<Instant> withdrawnAt,
        Optional<Randomization> randomization,
        List<Entry> entries,
        List<NoticeEntry> notices) {
    /** Copies the entries. */
    public SubjectManifest {
        entries = List.copyOf(entries);
        notices = List.copyOf(notices);
    }

    /**
     * The revision of a form that stood at the cut.
     *
     * @param instance which form
     * @param revision number of the revision
     * @param hash the revision's hash in the chain of its form
     * @param inWindow whether the observation lies in its window by the anchors of the cut; empty where there is none
     */
    public record Entry(FormInstance instance, int revision, String hash, Optional<Boolean> inWindow) {}

    /**
     * An alert or a deviation that had been raised at the cut.
     *
     * @param notice its id
     * @param resolved whether it had been resolved; a resolution is final
     * @param hash its hash in its chain: that of its resolution if it had been resolved, else that of its raising; empty in snapshots
     *     of earlier versions of this service
     */
    public record NoticeEntry(String notice, boolean resolved, Optional<String> hash) {}

    /**
     * How far the subject had come.
     *
     * @return withdrawn before all else
     */
    public SubjectStatus status() {
        if (withdrawnAt.isPresent()) {
            return SubjectStatus.WITHDRAWN;
        }
        return randomization.isPresent() ? SubjectStatus.RANDOMIZED : SubjectStatus.SCREENING;
    }
}
