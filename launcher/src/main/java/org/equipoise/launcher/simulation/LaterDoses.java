package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.equipoise.launcher.client.Call;

/**
 * Plays the cycles of later doses of one participant, up to today: a kit for each dose from the randomizer, and the visits of its
 * dose day and after it. Some doses are skipped, some are late, and some participants leave.
 */
final class LaterDoses {

    private static final int CREATED = 201;

    private final Trial trial;
    private final Participant participant;
    private final String subject;
    private final FormEntry entry;
    private final Visiting visiting;
    private final Arm arm;
    private Duration shift = Duration.ZERO;
    private int planned;
    private Instant latest;

    LaterDoses(Trial trial, Participant participant, String subject, FormEntry entry, Arm arm) {
        this.trial = trial;
        this.participant = participant;
        this.subject = subject;
        this.entry = entry;
        this.visiting = new Visiting(trial, participant, entry);
        this.arm = arm;
        this.latest = participant.zero();
    }

    /** How far a participant came. */
    enum Course {
        /** All doses are over. */
        FINISHED,
        /** The participant left before one of them. */
        LEFT,
        /** The next dose lies in the future. */
        GOES_ON
    }

    /** When the last thing happened. */
    Instant latest() {
        return latest;
    }

    /**
     * Plays them.
     *
     * @param before the last visit before the first of them
     * @return how far the participant came
     */
    Course play(Instant before) {
        latest = before;
        for (SimulationPlan.DoseCycle cycle : trial.plan().laterDoses().cycles()) {
            if (!takesPart(cycle)) {
                break;
            }
            for (int number = 1; number <= cycle.doses().size(); number++) {
                Course course = dose(cycle, number);
                if (course != Course.FINISHED) {
                    return course;
                }
            }
        }
        return Course.FINISHED;
    }

    private boolean takesPart(SimulationPlan.DoseCycle cycle) {
        SimulationPlan.AtMost condition = cycle.onlyIf();
        return condition == null
                || entry.saved(condition.value())
                        .flatMap(value -> entry.saved(condition.of())
                                .filter(other -> value.asDouble() <= condition.times() * other.asDouble()))
                        .isPresent();
    }

    private Course dose(SimulationPlan.DoseCycle cycle, int number) {
        planned++;
        String repetition = cycle.prefix() + number;
        Draws draws = participant.draws();
        Instant start = start(cycle, number);
        if (!start.plus(cycle.lasts()).isBefore(trial.today())) {
            return Course.GOES_ON;
        }
        if (draws.chance(cycle.leave(), "leaves before", repetition)) {
            return Course.LEFT;
        }
        boolean isFirst = planned == 1;
        if (!isFirst && draws.chance(cycle.skipped(), "skipped", repetition)) {
            trial.tally().skippedDoses.incrementAndGet();
            return Course.FINISHED;
        }
        boolean late = !isFirst && draws.chance(cycle.late().chance(), "late dose", repetition);
        if (late) {
            start = start.plus(cycle.late().by());
            trial.tally().lateDoses.incrementAndGet();
        }
        Optional<String> reason = late || (isFirst && !shift.isZero())
                ? Optional.of(draws.oneOf(cycle.late().reasons(), "late dose reason", repetition))
                : Optional.empty();
        give(
                cycle,
                new Dose(Optional.of(repetition), planned, start, kit(repetition + "_" + cycle.dispense())),
                reason);
        return Course.FINISHED;
    }

    /** Who came late to the visit before the first dose gets all doses so many days later. */
    private Instant start(SimulationPlan.DoseCycle cycle, int number) {
        RandomSide side = RandomSide.of(participant.draws(), cycle.prefix() + number);
        Instant start = participant.zero().plus(cycle.doses().get(number - 1)).plus(side.of(cycle.spread()));
        if (planned == 1) {
            while (!start.plus(shift).isAfter(latest.plus(Duration.ofHours(12)))) {
                shift = shift.plusDays(1);
            }
        }
        return Moments.minute(start.plus(shift));
    }

    private void give(SimulationPlan.DoseCycle cycle, Dose dose, Optional<String> reason) {
        trial.tally().laterDoses.incrementAndGet();
        for (SimulationPlan.Visit visit : cycle.visits()) {
            String event = dose.event(visit.event());
            Instant time = Moments.minute(dose.start()
                    .plus(visit.at())
                    .plus(RandomSide.of(participant.draws(), "visit/" + event).of(visit.spread())));
            latest = time;
            visiting.visitOfDose(visit, situation(dose, event, time), reason);
        }
        visiting.occasional(cycle.occasional(), situation(dose, "", dose.start()), latest);
    }

    private Situation situation(Dose dose, String event, Instant time) {
        return new Situation(participant, Optional.of(arm), event, dose, time, 1, entry::saved);
    }

    /** The kit of a later dose, where the plan manages kits. */
    private Optional<String> kit(String dose) {
        if (!trial.study().randomizationPlan().path("kits").asText().equals("managed")) {
            return Optional.empty();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("dose", dose);
        JsonNode answer = trial.client()
                .send(Call.post(
                        trial.staff().at(participant.site(), "coordinator"),
                        trial.path("randomizer", "/subjects/" + subject + "/dispensings"),
                        body,
                        trial.run() + ":dispense:" + subject + ":" + dose))
                .expect(CREATED)
                .body();
        return Optional.of(answer.path("kit").asText());
    }

    /** A side drawn once: from one spread before to one spread after. */
    private record RandomSide(double side) {
        static RandomSide of(Draws draws, String purpose) {
            return new RandomSide(2 * draws.of("later dose", purpose).nextDouble() - 1);
        }

        Duration of(Duration spread) {
            return Duration.ofSeconds(Math.round(side * spread.toSeconds()));
        }
    }
}
