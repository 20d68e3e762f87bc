package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.equipoise.launcher.client.Answer;
import org.equipoise.launcher.client.Call;

/** Plays one participant: the visits up to randomization, and, once nature knows the arm, the visits after it. */
final class SubjectPlay {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int CREATED = 201;
    private static final int UNPROCESSABLE = 422;

    private final Trial trial;
    private final Participant participant;
    private final String subject;
    private final FormEntry entry;
    private final Visiting visiting;
    private Optional<Arm> arm = Optional.empty();
    private Optional<String> kit = Optional.empty();

    private SubjectPlay(Trial trial, Participant participant, String subject) {
        this.trial = trial;
        this.participant = participant;
        this.subject = subject;
        this.entry = new FormEntry(trial, participant, subject);
        this.visiting = new Visiting(trial, participant, entry);
    }

    /** The coordinator screens the participant, who thereby becomes a subject. */
    static SubjectPlay screen(Trial trial, Participant participant) {
        String coordinator = trial.staff().at(participant.site(), "coordinator");
        SimulationPlan.Visit first = trial.plan().visits().get(0);
        ObjectNode body = NODES.objectNode();
        body.put(
                "screenedAt",
                time(participant, first).minus(Duration.ofHours(1)).toString());
        String path = trial.path("ecrf", "/sites/" + participant.site() + "/subjects");
        String subject = trial.client()
                .send(Call.post(coordinator, path, body, trial.run() + ":screen:" + participant.number()))
                .expect(CREATED)
                .body()
                .path("subject")
                .asText();
        trial.tally().screened.incrementAndGet();
        return new SubjectPlay(trial, participant, subject);
    }

    String subject() {
        return subject;
    }

    /**
     * Plays everything up to randomization.
     *
     * @return whether the subject was randomized
     */
    boolean untilRandomization() {
        for (SimulationPlan.Visit visit : trial.plan().visits()) {
            visit(visit, time(participant, visit), Optional.empty());
            if (stopsAfter(visit.event())) {
                end(trial.plan().endings().screeningFailure(), time(participant, visit));
                return false;
            }
            if (visit.event().equals(trial.plan().randomizeAfter())) {
                return randomize(time(participant, visit));
            }
        }
        throw new IllegalArgumentException(
                "No visit is randomizeAfter " + trial.plan().randomizeAfter());
    }

    private boolean stopsAfter(String event) {
        return participant
                .failure()
                .filter(failure -> event.equals(failure.until()))
                .isPresent();
    }

    private boolean randomize(Instant time) {
        String coordinator = trial.staff().at(participant.site(), "coordinator");
        ObjectNode body = NODES.objectNode().put("subject", subject);
        Answer answer = trial.client()
                .send(Call.post(
                        coordinator,
                        trial.path("randomizer", "/randomizations"),
                        body,
                        trial.run() + ":randomize:" + subject));
        if (participant.failure().isPresent()) {
            answer.expect(UNPROCESSABLE);
            trial.tally().refusedRandomizations.incrementAndGet();
            end(trial.plan().endings().screeningFailure(), time);
            return false;
        }
        kit = Optional.of(answer.expect(CREATED).body().path("kit").asText());
        trial.tally().randomized.incrementAndGet();
        return true;
    }

    /** Plays everything after randomization. */
    void afterRandomization(Arm truth) {
        arm = Optional.of(truth);
        Optional<String> dropout = dropout();
        Instant latest = participant.zero();
        boolean due = false;
        for (SimulationPlan.Visit visit : trial.plan().visits()) {
            if (dropout.filter(visit.event()::equals).isPresent()) {
                break;
            }
            if (due) {
                latest = followUpVisit(visit);
            }
            due |= visit.event().equals(trial.plan().randomizeAfter());
        }
        visiting.occasional(trial.plan().occasional(), situation("", latest), latest);
        if (dropout.isPresent()) {
            leave(latest);
        } else if (!participant.isAmong(trial.plan().laterDoses().share())) {
            end(trial.plan().endings().completed(), latest);
        } else {
            laterDoses(truth, latest);
        }
        trial.plan().corrections().forEach(entry::correctLater);
        countPrimary();
    }

    private void laterDoses(Arm truth, Instant before) {
        LaterDoses later = new LaterDoses(trial, participant, subject, entry, truth);
        switch (later.play(before)) {
            case FINISHED -> end(trial.plan().endings().completed(), later.latest());
            case LEFT -> leave(later.latest());
            case GOES_ON -> {}
        }
    }

    private void leave(Instant time) {
        trial.tally().dropouts.incrementAndGet();
        end(trial.plan().endings().dropout(), time);
    }

    private Optional<String> dropout() {
        SimulationPlan.Dropout plan = trial.plan().dropout();
        return participant.draws().chance(plan.chance(), "dropout")
                ? Optional.of(participant.draws().oneOf(plan.before(), "dropout before"))
                : Optional.empty();
    }

    private Instant followUpVisit(SimulationPlan.Visit visit) {
        Instant planned = time(participant, visit);
        double missed = trial.plan().missedVisits().getOrDefault(visit.event(), 0.0);
        if (participant.draws().chance(missed, "missed", visit.event())) {
            trial.tally().missedVisits.incrementAndGet();
            return planned;
        }
        SimulationPlan.Late late = trial.plan().late();
        if (late.visits().contains(visit.event()) && participant.draws().chance(late.chance(), "late", visit.event())) {
            Instant time = afterWindow(visit.event());
            trial.tally().lateVisits.incrementAndGet();
            visit(visit, time, Optional.of(participant.draws().oneOf(late.reasons(), "late reason", visit.event())));
            return time;
        }
        visit(visit, planned, Optional.empty());
        return planned;
    }

    /** From a tenth to a half of the window's length too late. */
    private Instant afterWindow(String event) {
        JsonNode window = trial.event(event).path("window");
        Duration from = Duration.parse(window.path("from").asText());
        Duration to = Duration.parse(window.path("to").asText());
        double share = 0.1 + 0.4 * participant.draws().of("late by", event).nextDouble();
        Duration late = Duration.ofSeconds(Math.round(share * to.minus(from).toSeconds()));
        return Moments.minute(participant.zero().plus(to).plus(late));
    }

    private void visit(SimulationPlan.Visit visit, Instant time, Optional<String> windowReason) {
        visiting.visit(visit, situation(visit.event(), time), windowReason);
    }

    private Situation situation(String event, Instant time) {
        return new Situation(participant, arm, event, Dose.first(participant, kit), time, 1, entry::saved);
    }

    private void end(SimulationPlan.Ending ending, Instant time) {
        if (ending != null) {
            visiting.once(ending.form(), ending.values(), situation(ending.event(), time));
        }
    }

    private void countPrimary() {
        JsonNode primary = trial.study().analysisPlan().path("primary");
        String item =
                "/" + primary.path("form").asText() + "/" + primary.path("item").asText();
        boolean complete = entry.saved(primary.path("baseline").asText() + item).isPresent()
                && entry.saved(primary.path("visit").asText() + item).isPresent();
        if (complete) {
            trial.tally().withPrimary.incrementAndGet();
        }
    }

    private static Instant time(Participant participant, SimulationPlan.Visit visit) {
        double side = 2 * participant.draws().of("visit", visit.event()).nextDouble() - 1;
        long seconds = Math.round(side * visit.spread().toSeconds());
        Instant time = participant.zero().plus(visit.at()).plusSeconds(seconds);
        SimulationPlan.Early early = participant.plan().early();
        boolean tooEarly = early.visits().contains(visit.event())
                && participant.draws().chance(early.chance(), "early", visit.event());
        return Moments.minute(tooEarly ? time.minus(early.by()) : time);
    }
}
