package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.meeting.Meeting;
import org.equipoise.stats.domain.meeting.MeetingConduct;
import org.equipoise.stats.domain.meeting.MeetingSubject;

/** The chair opens the committee's meeting on a completed run. */
@ApplicationScoped
public class OpenMeeting {

    private final CurrentPlan plans;
    private final RunStore runs;
    private final MeetingStore meetings;
    private final Clock clock;
    private final AnalysisIds ids;

    public OpenMeeting(CurrentPlan plans, RunStore runs, MeetingStore meetings, Sources sources) {
        this.plans = plans;
        this.runs = runs;
        this.meetings = meetings;
        this.clock = sources.clock();
        this.ids = sources.ids();
    }

    /**
     * What the meeting is about.
     *
     * @param analysis the run
     * @param supersedes the released meeting on the same look whose recommendation is to be replaced
     */
    public record Request(UUID analysis, Optional<UUID> supersedes) {}

    /**
     * Opens a meeting, once for each key.
     *
     * @throws Refusal {@code permission-missing} if the charter names somebody else; {@code not-found} if there is no such
     *     run; {@code state-conflict} if it has no result or the look has another meeting; {@code key-reused}
     */
    public Meeting open(String study, Request asked, IdempotencyKey key, CommitteePerson person) {
        if (!person.chairs(plans.of(study).plan().charter())) {
            throw MeetingRefusals.of(MeetingConduct.notTheChair(person.participant()));
        }
        Map<String, Object> content = Map.of("analysis", asked.analysis(), "supersedes", asked.supersedes());
        RequestKey unique = RequestKey.of(key, "/studies/" + study + "/meetings", person, content);
        MeetingSubject subject = subject(study, asked, person);
        MeetingStore.Kept kept = meetings.open(
                study, unique, earlier -> MeetingRefusals.orRefused(() -> MeetingConduct.open(earlier, subject)));
        unique.requireSame(kept.fingerprint());
        return kept.meeting();
    }

    private MeetingSubject subject(String study, Request asked, CommitteePerson person) {
        Run run = runs.findRun(study, asked.analysis()).orElseThrow(Refusal::notFound);
        CompletedRun completed = run.completed()
                .orElseThrow(() -> Refusal.of(
                                ProblemType.STATE_CONFLICT,
                                "The run has no result: " + run.state().code() + ".")
                        .fix("Open a meeting on a completed run."));
        return new MeetingSubject(
                ids.next(),
                study,
                run.id(),
                run.look(),
                completed.contentHash(),
                asked.supersedes(),
                person.participant(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
