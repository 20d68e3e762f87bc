package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Enters what belongs to the visits of one participant: their forms in order, and the forms that a visit or a dose calls for. */
final class Visiting {

    private final Trial trial;
    private final Participant participant;
    private final FormEntry entry;

    Visiting(Trial trial, Participant participant, FormEntry entry) {
        this.trial = trial;
        this.participant = participant;
        this.entry = entry;
    }

    /** A visit, each form of which lies outside of its window for a reason, if there is one. */
    void visit(SimulationPlan.Visit visit, Situation now, Optional<String> windowReason) {
        visit(visit, now, windowReason, form -> true);
    }

    /** A visit of a dose that began outside of its window, if there is a reason: the form that says when it began has to give it. */
    void visitOfDose(SimulationPlan.Visit visit, Situation now, Optional<String> windowReason) {
        visit(visit, now, windowReason, form -> trial.begins(now.visit(), form));
    }

    private void visit(
            SimulationPlan.Visit visit,
            Situation now,
            Optional<String> windowReason,
            Predicate<String> whichIsOutside) {
        for (JsonNode scheduled : trial.event(now.visit()).path("forms")) {
            String form = scheduled.path("form").asText();
            ObjectNode rules = trial.plan().values().get(form);
            if (rules == null || visit.leaveOut().contains(form) || !applies(form)) {
                continue;
            }
            Optional<String> reason = windowReason.filter(given -> whichIsOutside.test(form));
            List<Duration> repeats = visit.repeats().get(form);
            if (repeats == null) {
                entry.enter(form, rules, now, reason);
                continue;
            }
            for (int repeat = 1; repeat <= repeats.size(); repeat++) {
                Instant moment = now.dose().start().plus(repeats.get(repeat - 1));
                entry.enter(form, rules, now.at(moment, repeat), reason);
            }
        }
    }

    private boolean applies(String form) {
        SimulationPlan.Condition condition = trial.plan().conditions().get(form);
        return condition == null || condition.is().contains(String.valueOf(participant.trait(condition.trait())));
    }

    /** Forms that some people need after a dose, as far as the participant stays. */
    void occasional(List<SimulationPlan.Occasional> all, Situation after, Instant latest) {
        for (int i = 0; i < all.size(); i++) {
            SimulationPlan.Occasional what = all.get(i);
            Instant time = after.dose().start().plus(what.at());
            Map<String, Double> chances = what.chance();
            double chance = chances.get(after.arm().orElseThrow().key());
            String which = after.dose().event(Integer.toString(i));
            if (!time.isAfter(latest) && participant.draws().chance(chance, "occasional", which)) {
                int number = once(what.form(), what.rules(), after.in(what.event(), time));
                what.followedBy()
                        .forEach(next ->
                                once(next.form(), next.rules(number), after.in(next.event(), time.plus(next.after()))));
            }
        }
    }

    /** Enters one more of a form that repeats; returns its number. */
    int once(String form, ObjectNode rules, Situation now) {
        int repeat = entry.nextRepeat(now.visit(), form);
        entry.enter(form, rules, now.at(now.time(), repeat), Optional.empty());
        return repeat;
    }
}
