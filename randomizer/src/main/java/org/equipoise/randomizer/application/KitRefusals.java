package org.equipoise.randomizer.application;

import java.util.List;
import java.util.Map;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.kit.KitAction;
import org.equipoise.randomizer.domain.kit.KitState;

/** The refusals about kits. Those that blinded people can get tell neither a type nor how many kits there are. */
final class KitRefusals {

    private KitRefusals() {}

    /** The same for every subject and every arm. */
    static Refusal outOfKits() {
        return Refusal.of(ProblemType.OUT_OF_KITS, "The subject's site cannot hand out a kit now. Nothing was done.")
                .fix("Ask the pharmacist or the depot for a delivery; try again when it has been received.");
    }

    static Refusal tooFewAtDepot(String depot, Map<String, Integer> missing) {
        return Refusal.of(ProblemType.OUT_OF_KITS, "Depot " + depot + " has too few usable kits.")
                .fix("Register more kits, or ask for fewer; 'missing' says how many of which type.")
                .with("missing", missing);
    }

    static Refusal changedMeanwhile() {
        return Refusal.of(
                        ProblemType.TOO_MANY_REQUESTS,
                        "Others changed the same stock at the same moment. Nothing was done.")
                .fix("Try again with the same Idempotency-Key.");
    }

    static Refusal notManaged(String study) {
        return Refusal.of(ProblemType.STATE_CONFLICT, "The plan of " + study + " does not manage kits.")
                .fix("Publish a plan with \"kits\": \"managed\".");
    }

    static Refusal noPlan(String study) {
        return Refusal.of(ProblemType.NOT_FOUND, "No randomization plan of " + study + " is published.")
                .fix("Publish a plan first.");
    }

    static Refusal faulty(List<Objection> objections) {
        return Refusal.of(ProblemType.INVALID_VALUE, "The request has " + objections.size() + " fault(s).")
                .fix("Correct what 'errors' lists; each entry says what to write instead.")
                .with("errors", objections);
    }

    static Refusal notPermitted(String kit, KitState state, KitAction action) {
        return Refusal.of(
                        ProblemType.STATE_CONFLICT,
                        "Kit " + kit + " is " + state.code() + "; '" + action.code() + "' is not possible.")
                .fix("Look at the kit's history.")
                .with("state", state.code());
    }

    static Refusal shipmentIs(String shipment, String state) {
        return Refusal.of(ProblemType.STATE_CONFLICT, "Shipment " + shipment + " is " + state + ".")
                .fix("A requested shipment can be sent or cancelled, and a sent one received.")
                .with("state", state);
    }

    static Refusal alreadyDispensed(Dispensing dispensing) {
        return Refusal.of(
                        ProblemType.ALREADY_DISPENSED,
                        "A kit was dispensed to subject " + dispensing.subject() + " for " + dispensing.dose()
                                + " before. Nothing was changed.")
                .fix("Use the kit given here; if it is lost or damaged, ask for its replacement.")
                .with("dispensing", dispensing);
    }

    static Refusal notThePresentKit(String subject, String dose) {
        return Refusal.of(
                        ProblemType.STATE_CONFLICT,
                        "This is not the kit that subject " + subject + " has for " + dose
                                + ", or it cannot be replaced any more.")
                .fix("See which kits were dispensed to the subject.");
    }

    static Refusal notFromStock(String subject) {
        return Refusal.of(ProblemType.STATE_CONFLICT, "Subject " + subject + " got no kit from a stock.")
                .fix("Only subjects randomized under a plan with managed kits get kits for later doses.");
    }
}
