package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;
import org.equipoise.ecrf.domain.study.Site;
import org.equipoise.platform.problem.Refusal;

/** Reads snapshots of one purpose; those of the other do not exist. */
@ApplicationScoped
public class ReadSnapshot {
    private final Studies studies;
    private final RevisionStore revisions;
    private final SnapshotStore snapshots;
    private final SubjectNotices notices;

    public ReadSnapshot(Studies studies, RevisionStore revisions, SnapshotStore snapshots, SubjectNotices notices) {
        this.studies = studies;
        this.revisions = revisions;
        this.snapshots = snapshots;
        this.notices = notices;
    }

    /** A part of what a snapshot says, and the sites of the version that was in force. */
    public record Part(Snapshot snapshot, List<Site> sites, PageOf<SubjectRecords> items) {}

    public PageOf<Snapshot> list(String study, Purpose purpose, Page page) {
        studies.current(study);
        return PageOf.cut(
                snapshots.list(study, purpose, new Page(page.after(), page.limit() + 1)), page.limit(), Snapshot::id);
    }

    public Snapshot find(String study, Purpose purpose, String id) {
        return snapshots.find(study, purpose, id).orElseThrow(Refusal::notFound);
    }

    /** All that a service's snapshot says. */
    public Part records(Snapshot snapshot, Page page) {
        return part(snapshot, page, manifest -> SubjectRecords.View.ALL);
    }

    /** What a person may see of a snapshot. */
    public Part records(Snapshot snapshot, Actor reader, Page page) {
        FormCategories categories = new FormCategories(studies, snapshot.study());
        Sight sight = Sight.of(studies, snapshot.study(), reader);
        return part(snapshot, page, manifest -> new SubjectRecords.View() {
            @Override
            public Optional<Revision> shown(Revision revision) {
                return categories
                        .of(revision)
                        .filter(category -> reader.sees(category, manifest.site()))
                        .map(category -> sight.of(revision, Optional.empty()));
            }

            @Override
            public Optional<Notice> shown(Notice notice) {
                return notices.isFor(reader, notice) ? Optional.of(notices.shown(reader, notice)) : Optional.empty();
            }
        });
    }

    private interface Views {
        SubjectRecords.View of(SubjectManifest manifest);
    }

    private Part part(Snapshot snapshot, Page page, Views views) {
        List<SubjectManifest> fetched = snapshots.subjects(snapshot, new Page(page.after(), page.limit() + 1));
        PageOf<SubjectManifest> found = PageOf.cut(fetched, page.limit(), SubjectManifest::subject);
        return new Part(
                snapshot,
                studies.version(snapshot.study(), snapshot.definitionVersion())
                        .definition()
                        .sites(),
                found.map(manifest -> SubjectRecords.of(
                        manifest,
                        new SubjectRecords.Stored(
                                revisions.of(snapshot.study(), manifest.subject()),
                                notices.all(snapshot.study(), manifest.subject())),
                        views.of(manifest))));
    }
}
