package org.equipoise.stats.rest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.stats.domain.meeting.Attendance;
import org.equipoise.stats.domain.meeting.Meeting;
import org.equipoise.stats.domain.meeting.MeetingConduct;
import org.equipoise.stats.domain.meeting.MeetingEvent;
import org.equipoise.stats.domain.meeting.Session;
import org.equipoise.stats.domain.meeting.Signature;
import org.equipoise.stats.domain.meeting.SignedContent;

/** The minutes of a closed session. */
@Schema(name = "Meeting", description = "The minutes of a closed session; everything stays in them")
record MeetingView(
        @Schema(description = "Name of the meeting") UUID meeting,

        @Schema(description = "The run before the committee")
        UUID analysis,

        @Schema(description = "Number of the look") int look,

        @Schema(description = "The released meeting whose recommendation this one replaces; absent if it replaces none")
        UUID supersedes,

        @Schema(description = "Who opened it") String openedBy,
        @Schema(description = "When") Instant openedAt,

        @Schema(
                description = "Whether the recommendation is released, or the meeting closed without a release",
                enumeration = {"open", "released", "closed"})
        String state,

        @Schema(description = "Whether you are a member whom the charter lets open, release and close meetings")
        boolean chairedByYou,

        @Schema(description = "Who attends") List<Attending> attendance,

        @Schema(description = "Declarations of interests, in their order")
        List<Interests> interests,

        @Schema(description = "The recommendation as it stands; absent before anybody wrote one")
        Draft recommendation,

        @Schema(description = "Revisions before it, oldest first")
        List<Draft> earlier,

        @Schema(description = "Signatures in their order, those that were voided too")
        List<Signed> signatures,

        @Schema(description = "Signatures that a release takes")
        int signaturesNeeded,

        @Schema(description = "The release; absent before it")
        Release release,

        @Schema(description = "The end without a release; absent where there is none")
        Closing closing) {

    static MeetingView of(Meeting meeting, boolean chairedByYou) {
        List<Draft> drafts = meeting.drafts().stream()
                .map(drafted -> Draft.of(meeting, drafted))
                .toList();
        int last = drafts.size() - 1;
        return new MeetingView(
                meeting.subject().meeting(),
                meeting.subject().analysis(),
                meeting.subject().look(),
                meeting.subject().supersedes().orElse(null),
                meeting.subject().openedBy().name(),
                meeting.subject().openedAt(),
                state(meeting),
                chairedByYou,
                meeting.attendance().stream().map(Attending::of).toList(),
                meeting.interests().stream().map(Interests::of).toList(),
                drafts.isEmpty() ? null : drafts.get(last),
                drafts.isEmpty() ? List.of() : drafts.subList(0, last),
                meeting.signatures().stream().map(Signed::of).toList(),
                MeetingConduct.SIGNATURES,
                meeting.released().map(Release::of).orElse(null),
                meeting.closed().map(Closing::of).orElse(null));
    }

    private static String state(Meeting meeting) {
        if (meeting.closed().isPresent()) {
            return "closed";
        }
        return meeting.released().isPresent() ? "released" : "open";
    }

    @Schema(name = "MeetingAttendance")
    record Attending(
            @Schema(description = "Who") String person,

            @Schema(description = "Whether a member of the committee")
            boolean member,

            @Schema(description = "open, closed or both") List<String> sessions,
            @Schema(description = "When first entered") Instant since) {

        static Attending of(Attendance attendance) {
            return new Attending(
                    attendance.who().name(),
                    attendance.who().member(),
                    attendance.sessions().stream().map(Session::code).toList(),
                    attendance.since());
        }
    }

    @Schema(name = "MeetingInterests")
    record Interests(
            @Schema(description = "Who") String person,

            @Schema(description = "none, disclosed or bars-voting")
            String declaration,

            @Schema(description = "In their words") String statement,
            @Schema(description = "When") Instant at) {

        static Interests of(MeetingEvent.InterestDeclared declared) {
            return new Interests(
                    declared.by().name(), declared.declaration().code(), declared.statement(), declared.at());
        }
    }

    @Schema(name = "MeetingRecommendation")
    record Draft(
            @Schema(description = "From 1") int revision,

            @Schema(description = "continue, stop-efficacy, stop-futility, stop-harm or modify")
            String action,

            @Schema(description = "Why; stays in the closed minutes")
            String reasons,

            @Schema(description = "What sponsor and sites are told once it is released")
            String wording,

            @Schema(description = "Who wrote this revision") String by,
            @Schema(description = "When") Instant at,

            @Schema(description = "SHA-256 of exactly what is signed")
            String hash) {

        static Draft of(Meeting meeting, MeetingEvent.Drafted drafted) {
            return new Draft(
                    drafted.revision(),
                    drafted.recommendation().action().code(),
                    drafted.recommendation().reasons(),
                    drafted.recommendation().wording(),
                    drafted.by().name(),
                    drafted.at(),
                    new SignedContent(meeting.subject(), drafted).hash());
        }

        @Override
        public String toString() {
            return "Draft[" + revision + "]";
        }
    }

    @Schema(name = "MeetingSignature")
    record Signed(
            @Schema(description = "Who") String person,
            @Schema(description = "authorship or approval") String meaning,
            @Schema(description = "When") Instant at,

            @Schema(description = "When the signer had proved who they are")
            Instant signedInAt,

            @Schema(description = "The revision that was signed")
            int revision,

            @Schema(description = "SHA-256 of exactly what was signed")
            String hash,

            @Schema(description = "Whether it counts") boolean stands,

            @Schema(description = "recommendation-changed or conflict-declared; absent if it stands")
            String voidBecause) {

        static Signed of(Signature signature) {
            MeetingEvent.Signed signed = signature.signed();
            return new Signed(
                    signed.by().name(),
                    signed.meaning().code(),
                    signed.at(),
                    signed.signedInAt(),
                    signature.revision(),
                    signed.hash(),
                    signature.stands(),
                    signature.voidBecause().map(Signature.Reason::code).orElse(null));
        }
    }

    @Schema(name = "MeetingRelease")
    record Release(
            @Schema(description = "Who released it") String by,
            @Schema(description = "When") Instant at,

            @Schema(description = "Name under which sponsor and sites see the recommendation")
            UUID recommendation) {

        static Release of(MeetingEvent.Released released) {
            return new Release(released.by().name(), released.at(), released.recommendation());
        }
    }

    @Schema(name = "MeetingClosing")
    record Closing(
            @Schema(description = "Who closed it") String by,
            @Schema(description = "When") Instant at,

            @Schema(description = "When that person had proved who they are")
            Instant signedInAt,

            @Schema(description = "Why nothing was released")
            String reason) {

        static Closing of(MeetingEvent.Closed closed) {
            return new Closing(closed.by().name(), closed.at(), closed.signedInAt(), closed.reason());
        }
    }

    @Override
    public String toString() {
        return "MeetingView[" + meeting + "]";
    }
}
