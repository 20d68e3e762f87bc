package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.meeting.Meeting;

/** Shows the minutes of closed sessions to those who read closed results. */
@ApplicationScoped
public class ReadMeetings {

    private final CurrentPlan plans;
    private final MeetingStore meetings;

    public ReadMeetings(CurrentPlan plans, MeetingStore meetings) {
        this.plans = plans;
        this.meetings = meetings;
    }

    /** Meetings, oldest first. */
    public PageOf<Meeting> page(String study, Optional<UUID> after, int limit) {
        return PageOf.cut(
                meetings.page(study, after, limit + 1),
                limit,
                meeting -> meeting.subject().meeting());
    }

    public Meeting one(String study, UUID meeting) {
        return meetings.find(study, meeting).orElseThrow(Refusal::notFound);
    }

    /** Whether a person is a member whom the charter in force lets open meetings, release recommendations and close meetings. */
    public boolean chairs(String study, CommitteePerson person) {
        return person.chairs(plans.of(study).plan().charter());
    }
}
