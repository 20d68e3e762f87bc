package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.launcher.study.Study;

/** The people of a simulated trial, in the order in which they are screened, until enough of them can be randomized. */
final class Population {

    private static final LocalTime EARLIEST = LocalTime.of(9, 0);
    private static final int MORNING_MINUTES = 120;

    private Population() {}

    /**
     * Draws the people. Sites take turns, and first doses are spread evenly over the recruitment period, in the morning.
     *
     * @param study the study
     * @param plan its simulation plan
     * @param options how many, from which seed, and when today is
     * @return as many people without a screening failure as the options want, and the failures between them
     */
    static List<Participant> of(Study study, SimulationPlan plan, SimulationOptions options) {
        List<Participant> people = new ArrayList<>();
        int eligible = 0;
        while (eligible < options.subjects()) {
            Participant next = participant(study, plan, options, people.size(), eligible);
            people.add(next);
            eligible += next.failure().isEmpty() ? 1 : 0;
        }
        return people;
    }

    private static Participant participant(
            Study study, SimulationPlan plan, SimulationOptions options, int before, int eligible) {
        JsonNode site =
                study.definition().path("sites").path(before % study.sites().size());
        ZoneId zone = ZoneId.of(site.path("zone").asText());
        Draws draws = new Draws(options.seed(), Integer.toString(before + 1));
        Optional<SimulationPlan.ScreeningFailure> failure = failure(plan, draws);
        Duration first = plan.recruitment().firstDose();
        Duration length = plan.recruitment().lastDose().minus(first);
        Instant day =
                options.today().plus(first).plus(length.multipliedBy(eligible).dividedBy(options.subjects()));
        Instant zero = day.atZone(zone)
                .toLocalDate()
                .atTime(EARLIEST.plusMinutes(draws.of("zero").nextInt(MORNING_MINUTES)))
                .atZone(zone)
                .toInstant();
        return new Participant(
                before + 1,
                eligible + 1,
                site.path("id").asText(),
                zone,
                zero,
                failure,
                Participant.traits(plan, failure, draws),
                plan,
                draws);
    }

    private static Optional<SimulationPlan.ScreeningFailure> failure(SimulationPlan plan, Draws draws) {
        double place = draws.of("screening").nextDouble();
        for (SimulationPlan.ScreeningFailure scenario : plan.screeningFailures()) {
            place -= scenario.chance();
            if (place < 0) {
                return Optional.of(scenario);
            }
        }
        return Optional.empty();
    }
}
