package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.ReadSnapshot;
import org.equipoise.ecrf.application.SubjectRecords;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;
import org.equipoise.ecrf.domain.study.Site;
import org.equipoise.ecrf.domain.subject.Randomization;

/** The head of a snapshot. */
public record SnapshotResponse(
        @Schema(description = "Its id, by which it is read") String id,
        @Schema(description = "The study") String study,
        @Schema(description = "What people call it") String label,

        @Schema(description = "The cut: nothing that was saved later is in it")
        Instant takenAt,

        @Schema(description = "The version of the study that was in force")
        String definitionVersion,

        @Schema(description = "How many subjects are in it") int subjects,

        @Schema(description = "How many forms are in it; absent for people who may not see all of them")
        Integer forms,

        @Schema(description = "SHA-256 over the canonical JSON of all its items, whoever reads it and whenever")
        String contentHash,

        @Schema(description = "User name of whoever took it")
        String takenBy) {
    static SnapshotResponse of(Snapshot snapshot, boolean counted) {
        return new SnapshotResponse(
                snapshot.id(),
                snapshot.study(),
                snapshot.label(),
                snapshot.takenAt(),
                snapshot.definitionVersion(),
                snapshot.subjects(),
                counted ? snapshot.forms() : null,
                snapshot.contentHash(),
                snapshot.takenBy().name());
    }

    /** A part of what a snapshot says. */
    public record RecordsResponse(
            @Schema(description = "Id of the snapshot") String snapshot,

            @Schema(description = "The cut: nothing that was saved later is in it")
            Instant takenAt,

            @Schema(description = "The version of the study that was in force")
            String definitionVersion,

            @Schema(
                    description =
                            "SHA-256 over the canonical JSON of all items of the snapshot, not of this page alone")
            String contentHash,

            @Schema(description = "The time zone of each site, by whose calendar dates without a time are meant")
            Map<String, String> zones,

            @Schema(description = "Subjects of this page with their forms as they stood")
            List<SubjectResponse> items,

            @Schema(description = "The subject to continue after; absent at the end")
            String next) {
        static RecordsResponse of(ReadSnapshot.Part part) {
            Snapshot snapshot = part.snapshot();
            return new RecordsResponse(
                    snapshot.id(),
                    snapshot.takenAt(),
                    snapshot.definitionVersion(),
                    snapshot.contentHash(),
                    zones(part.sites()),
                    part.items().items().stream().map(SubjectResponse::of).toList(),
                    part.items().next().orElse(null));
        }

        private static Map<String, String> zones(List<Site> sites) {
            Map<String, String> zones = new LinkedHashMap<>();
            sites.forEach(site -> zones.put(site.id(), site.zone().getId()));
            return zones;
        }
    }

    /** A subject as it stood. */
    @Schema(name = "SnapshotSubject")
    public record SubjectResponse(
            @Schema(description = "The subject, such as 01-001")
            String subject,

            @Schema(description = "The subject's site") String site,
            @Schema(description = "When screening began") Instant screenedAt,

            @Schema(description = "screening, randomized or withdrawn")
            String status,

            @Schema(description = "The first instant after the subject's participation")
            Instant withdrawnAt,

            @Schema(description = "Absent if the subject was not randomized")
            Instant randomizedAt,

            @Schema(description = "The levels that the randomization was made under")
            Map<String, String> strata,

            @Schema(description = "The forms that you may see, in the order of the schedule")
            List<RecordResponse> records,

            @Schema(description = "The alerts and deviations that you may see, oldest first; absent if there are none")
            List<RaisedResponse> notices) {
        static SubjectResponse of(SubjectRecords subject) {
            SubjectManifest manifest = subject.manifest();
            return new SubjectResponse(
                    manifest.subject(),
                    manifest.site(),
                    manifest.screenedAt(),
                    manifest.status().code(),
                    manifest.withdrawnAt().orElse(null),
                    manifest.randomization().map(Randomization::randomizedAt).orElse(null),
                    manifest.randomization().map(Randomization::strata).orElse(Map.of()),
                    subject.records().stream().map(RecordResponse::of).toList(),
                    subject.notices().isEmpty()
                            ? null
                            : subject.notices().stream().map(RaisedResponse::of).toList());
        }
    }

    /** An alert or a deviation as it stood. */
    @Schema(name = "SnapshotNotice")
    public record RaisedResponse(
            @Schema(description = "Its id") String notice,
            @Schema(description = "alert or deviation") String kind,

            @Schema(description = "Event of the form that the rule failed on")
            String event,

            @Schema(description = "The form that the rule failed on")
            String form,

            @Schema(description = "Which repeat of the form, from 1")
            int repeat,

            @Schema(
                    description = "Revision that was saved when the rule began to fail, of this form or another; absent"
                            + " if you may not see that other form")
            Integer revision,

            @Schema(description = "The rule; window for an observation outside its window")
            String check,

            @Schema(description = "What the rule says") String text,

            @Schema(description = "When the rule began to fail")
            Instant raisedAt,

            @Schema(description = "When it was acknowledged or completed; absent if it was open at the cut")
            Instant resolvedAt,

            @Schema(description = "Who did it") String resolvedBy,

            @Schema(
                    description =
                            "In which words. Only for services, for who wrote them, and for who may read dose-day and"
                                    + " safety data at the site")
            String resolution,

            @Schema(description = "Whether a completed deviation is important")
            Boolean important) {
        static RaisedResponse of(Notice notice) {
            Notice.Source source = notice.source();
            Optional<Notice.Resolution> done = notice.resolution();
            return new RaisedResponse(
                    notice.id(),
                    notice.kind().code(),
                    source.instance().event(),
                    source.instance().form(),
                    source.instance().repeat(),
                    source.revision() == 0 ? null : source.revision(),
                    source.check(),
                    source.text(),
                    notice.raisedAt(),
                    done.map(Notice.Resolution::at).orElse(null),
                    done.map(how -> how.by().name()).orElse(null),
                    done.map(Notice.Resolution::text)
                            .filter(text -> !text.isEmpty())
                            .orElse(null),
                    done.flatMap(Notice.Resolution::important).orElse(null));
        }
    }

    /** A form as it stood. */
    @Schema(name = "SnapshotRecord")
    public record RecordResponse(
            @Schema(description = "The event, as the schedule calls it")
            String event,

            @Schema(description = "The form, as the study calls it")
            String form,

            @Schema(description = "Which repeat of the form, from 1")
            int repeat,

            @Schema(description = "When the observation was made")
            Instant occurredAt,

            @Schema(description = "When the revision was saved")
            Instant savedAt,

            @Schema(description = "The revision that stood at the cut")
            int revision,

            @Schema(description = "Whether it was made in its window; absent where there is none")
            Boolean inWindow,

            @Schema(description = "Values by item") Map<String, Object> values,

            @Schema(description = "Reasons for missing values, by item")
            Map<String, String> missing) {
        static RecordResponse of(SubjectRecords.FormRecord record) {
            Revision revision = record.revision();
            FormContent content = revision.content();
            Map<String, Object> values = new LinkedHashMap<>();
            content.values().forEach((item, value) -> values.put(item, value.plain()));
            Map<String, String> missing = new LinkedHashMap<>();
            content.missing().forEach((item, reason) -> missing.put(item, reason.code()));
            return new RecordResponse(
                    revision.instance().event(),
                    revision.instance().form(),
                    revision.instance().repeat(),
                    content.occurredAt(),
                    revision.savedAt(),
                    revision.number(),
                    record.inWindow().orElse(null),
                    values,
                    missing);
        }
    }
}
