package org.equipoise.randomizer.domain.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.equipoise.randomizer.domain.allocation.MaximalProcedure;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.allocation.RandomAllocationRule;
import org.equipoise.randomizer.domain.allocation.StratificationFactor;
import org.equipoise.randomizer.domain.allocation.TruncatedBinomial;

/**
 * Decides whether a plan may go on where another has begun to allocate.
 *
 * <p>An amendment may add levels to factors (a site is a level of the factor {@code site}), prepare more entries for each
 * stratum, and change caps. Everything by which subjects have been allocated stays: the arms with their codes, names,
 * ratio and order; the method; the factors, their order and all their levels; the source of eligibility and
 * of kits; how sites start. Entries are never taken away.
 */
public final class AmendmentRules {

    private final RandomizationPlan now;
    private final RandomizationPlan amended;
    private final List<Objection> objections = new ArrayList<>();

    private AmendmentRules(RandomizationPlan now, RandomizationPlan amended) {
        this.now = now;
        this.amended = amended;
    }

    /**
     * Everything that an amendment changes and may not.
     *
     * @param now the plan in force
     * @param amended the plan that shall be in force
     * @return empty if it may
     */
    public static List<Objection> objections(RandomizationPlan now, RandomizationPlan amended) {
        return new AmendmentRules(now, amended).all();
    }

    private List<Objection> all() {
        if (now.version().equals(amended.version())) {
            object("version", amended.version(), "publish the amendment under a version of its own");
        }
        if (!now.arms().equals(amended.arms())) {
            object(
                    "arms",
                    amended.arms().size(),
                    "repeat the arms of version " + now.version() + " as they are, with codes, names, ratio and order");
        }
        if (isSameButForItsTotal()) {
            object(
                    "entriesPerStratum",
                    amended.entriesPerStratum(),
                    "keep " + now.entriesPerStratum() + ": it is part of the law of "
                            + now.method().type()
                            + ", which plans a stratum as a whole and cannot be continued; add sites or levels, or end "
                            + "enrolment there");
        } else {
            same("method", now.method(), amended.method());
        }
        same("eligibility", now.eligibility(), amended.eligibility());
        same("sitesStart", now.sitesStart(), amended.sitesStart());
        same("kits", now.kits(), amended.kits());
        if (!isSameButForItsTotal() && amended.entriesPerStratum() < now.entriesPerStratum()) {
            object(
                    "entriesPerStratum",
                    amended.entriesPerStratum(),
                    "prepare at least " + now.entriesPerStratum() + ": entries are never taken away");
        }
        if (now.studyCap().isPresent() && amended.studyCap().isEmpty()) {
            object("caps.study", null, "say how many subjects may be randomized; the cap may change but not go");
        }
        factors();
        return objections;
    }

    /** Whether the methods differ in nothing but the number of entries for which they plan each stratum. */
    private boolean isSameButForItsTotal() {
        boolean sameLaw =
                (now.method() instanceof RandomAllocationRule && amended.method() instanceof RandomAllocationRule)
                        || (now.method() instanceof TruncatedBinomial && amended.method() instanceof TruncatedBinomial)
                        || (now.method() instanceof MaximalProcedure before
                                && amended.method() instanceof MaximalProcedure after
                                && before.tolerance() == after.tolerance());
        return sameLaw && !now.method().equals(amended.method());
    }

    private void factors() {
        Map<String, StratificationFactor> after = new HashMap<>();
        amended.stratification().factors().forEach(factor -> after.put(factor.id(), factor));
        List<String> ids = ids(now);
        if (!ids.equals(ids(amended))) {
            object(
                    "strata.factors",
                    ids(amended),
                    "keep the factors " + ids + " in this order; add levels, not factors");
            return;
        }
        for (int i = 0; i < ids.size(); i++) {
            List<String> levels = now.stratification().factors().get(i).levels();
            if (!after.get(ids.get(i)).levels().containsAll(levels)) {
                object(
                        "strata.factors[" + i + "].levels",
                        after.get(ids.get(i)).levels(),
                        "keep the levels " + levels + "; pause a site that is to enrol nobody any more");
            }
        }
    }

    private static List<String> ids(RandomizationPlan plan) {
        return plan.stratification().factors().stream()
                .map(StratificationFactor::id)
                .toList();
    }

    /** The method's parameters are not repeated in the answer: they are none of a blinded reader's business. */
    private void same(String field, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            object(field, "changed", "leave it as in version " + now.version());
        }
    }

    private void object(String field, Object value, String remedy) {
        objections.add(new Objection(field, value, remedy));
    }
}
