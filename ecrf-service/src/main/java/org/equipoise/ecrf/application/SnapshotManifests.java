package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.schedule.EventTiming;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest.Entry;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest.NoticeEntry;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.ecrf.domain.subject.Withdrawal;

/**
 * Makes the manifests of one cut. Forms of the pharmacy are left out: they are written by unblinded people, and no analysis
 * needs what could reveal an arm; so are alerts and deviations that were drawn from them. Windows and withdrawals are judged by the version that the subject follows.
 */
final class SnapshotManifests {
    private final Studies studies;
    private final FormCategories categories;
    private final ToldCategories told;
    private final Instant cut;
    private final Comparator<FormInstance> order;

    SnapshotManifests(CompiledStudy study, Studies studies, Instant cut) {
        this.studies = studies;
        this.categories = new FormCategories(studies, study.definition().study());
        this.told = new ToldCategories(studies, study.definition().study());
        this.cut = cut;
        this.order = ReadCasebook.bySchedule(study.definition().schedule());
    }

    /** The subject as it stood at the cut, by revisions and notices that may include later ones. */
    SubjectManifest of(Subject subject, List<StoredRevision> stored, List<Notice> notices) {
        List<Revision> known = stored.stream()
                .map(StoredRevision::revision)
                .filter(revision -> !revision.savedAt().isAfter(cut))
                .toList();
        Map<FormInstance, String> hashes = new HashMap<>();
        Map<FormInstance, Revision> latest = Casebook.latest(known);
        stored.stream()
                .filter(each ->
                        each.revision().equals(latest.get(each.revision().instance())))
                .forEach(each -> hashes.put(each.revision().instance(), each.hash()));
        Casebook casebook = Casebook.of(known);
        CompiledStudy study = studies.of(subject);
        Anchors anchors = Anchors.of(study.definition().schedule(), casebook);
        Map<FormInstance, Revision> ordered = new TreeMap<>(order);
        ordered.putAll(latest);
        List<Entry> entries = ordered.values().stream()
                .filter(this::belongs)
                .map(revision -> new Entry(
                        revision.instance(),
                        revision.number(),
                        hashes.get(revision.instance()),
                        inWindow(study, revision, anchors)))
                .toList();
        return new SubjectManifest(
                subject.id(),
                subject.site(),
                subject.screenedAt(),
                withdrawal(study, subject, casebook).map(Withdrawal::end),
                randomization(subject),
                entries,
                noticed(notices));
    }

    private List<NoticeEntry> noticed(List<Notice> notices) {
        return notices.stream()
                .filter(notice -> !told.of(notice).contains(FormCategory.PHARMACY))
                .flatMap(notice -> notice.asOf(cut).stream())
                .map(notice -> new NoticeEntry(
                        notice.id(), notice.resolution().isPresent(), Optional.of(NoticeText.lastHash(notice))))
                .toList();
    }

    private boolean belongs(Revision revision) {
        return categories
                .of(revision)
                .filter(category -> category != FormCategory.PHARMACY)
                .isPresent();
    }

    private static Optional<Boolean> inWindow(CompiledStudy study, Revision revision, Anchors anchors) {
        return study.definition()
                .schedule()
                .event(revision.instance().event())
                .flatMap(event -> EventTiming.of(event, anchors)
                        .inWindow(revision.content().occurredAt()));
    }

    private static Optional<Withdrawal> withdrawal(CompiledStudy study, Subject subject, Casebook casebook) {
        return study.definition()
                .site(subject.site())
                .flatMap(site -> study.rules().withdrawal().flatMap(rule -> rule.of(casebook, site.zone())));
    }

    private Optional<Randomization> randomization(Subject subject) {
        return subject.randomizationKnownAt()
                .filter(known -> !known.isAfter(cut))
                .flatMap(known -> subject.randomization());
    }
}
