package org.equipoise.stats.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.equipoise.platform.security.Caller;
import org.equipoise.stats.application.ReadMeetings;
import org.equipoise.stats.domain.meeting.Meeting;

/** A meeting's minutes as the caller may see them. */
@ApplicationScoped
class MeetingAnswers {

    private final ReadMeetings readMeetings;
    private final Caller caller;

    MeetingAnswers(ReadMeetings readMeetings, Caller caller) {
        this.readMeetings = readMeetings;
        this.caller = caller;
    }

    MeetingView view(String study, Meeting meeting) {
        return MeetingView.of(meeting, readMeetings.chairs(study, CommitteePeople.of(caller, study)));
    }

    /** What to answer when an entry was made. */
    Response entered(String study, Meeting meeting) {
        return Response.status(Response.Status.CREATED)
                .entity(view(study, meeting))
                .build();
    }
}
