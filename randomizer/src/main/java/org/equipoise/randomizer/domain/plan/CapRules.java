package org.equipoise.randomizer.domain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.allocation.Stratification;
import org.equipoise.randomizer.domain.allocation.StratificationFactor;
import org.equipoise.randomizer.domain.allocation.Stratum;

/**
 * What is wrong with a plan's caps: a scope that there is not, a site or stratum that the plan does not have, a number
 * below 1, or a cap that the list is too short for.
 */
final class CapRules {

    private static final String SITE_FACTOR = "site";
    private static final String SCOPES =
            "use \"study\", \"site\", \"site:<one>\", \"stratum\" or \"stratum:<key of one>\"";

    private final PlanDraft draft;
    private final List<PlanDraft.Factor> factors;
    private final List<Objection> objections = new ArrayList<>();

    private CapRules(PlanDraft draft) {
        this.draft = draft;
        this.factors = draft.factors() == null ? List.of() : draft.factors();
    }

    static List<Objection> objections(PlanDraft draft) {
        CapRules rules = new CapRules(draft);
        new TreeMap<>(draft.caps() == null ? Map.<String, Integer>of() : draft.caps()).forEach(rules::examine);
        return rules.objections;
    }

    private void examine(String key, Integer cap) {
        String unknown = unknownScope(key);
        if (unknown != null) {
            object(key, cap, unknown);
        } else if (cap == null || cap < 1) {
            object(key, cap, "use a whole number of at least 1, or leave it out");
        } else if (cap > PlanRules.MOST_ENTRIES) {
            object(key, cap, "use at most " + PlanRules.MOST_ENTRIES);
        } else if (draft.entriesPerStratum() != null && draft.entriesPerStratum() >= 1 && strata() >= 1) {
            length(key, cap);
        }
    }

    private String unknownScope(String key) {
        if (key.equals(EnrolmentCaps.STUDY)
                || key.equals(EnrolmentCaps.EACH_SITE)
                || key.equals(EnrolmentCaps.EACH_STRATUM)) {
            return null;
        }
        if (key.startsWith(EnrolmentCaps.ONE_SITE)) {
            String site = key.substring(EnrolmentCaps.ONE_SITE.length());
            return sites().isEmpty() || sites().contains(site) ? null : "name one of the plan's sites: " + sites();
        }
        if (key.startsWith(EnrolmentCaps.ONE_STRATUM)) {
            return hasStratum(key.substring(EnrolmentCaps.ONE_STRATUM.length()))
                    ? null
                    : "name a stratum by its key, each factor in the plan's order with one of its levels: "
                            + "factor=level,factor=level";
        }
        return SCOPES;
    }

    private void length(String key, int cap) {
        double total = strata() * draft.entriesPerStratum();
        if (key.equals(EnrolmentCaps.STUDY) && cap > total) {
            object(
                    key,
                    cap,
                    "raise entriesPerStratum to at least " + (int) Math.ceil(cap / strata())
                            + ", or lower the cap to at most " + Math.round(total) + ": the list would be too short");
        }
        boolean ofStratum = key.equals(EnrolmentCaps.EACH_STRATUM) || key.startsWith(EnrolmentCaps.ONE_STRATUM);
        if (ofStratum && cap > draft.entriesPerStratum()) {
            object(
                    key,
                    cap,
                    "raise entriesPerStratum to at least " + cap + ", or lower the cap to at most "
                            + draft.entriesPerStratum() + ": the list would be too short");
        }
        boolean ofSite = key.equals(EnrolmentCaps.EACH_SITE) || key.startsWith(EnrolmentCaps.ONE_SITE);
        double atSite = sites().isEmpty() ? total : total / sites().size();
        if (ofSite && cap > atSite) {
            object(
                    key,
                    cap,
                    "raise entriesPerStratum, or lower the cap to at most " + Math.round(atSite)
                            + ": the list would be too short");
        }
    }

    private List<String> sites() {
        return factors.stream()
                .filter(factor -> factor != null && SITE_FACTOR.equals(factor.id()) && factor.levels() != null)
                .flatMap(factor -> factor.levels().stream())
                .toList();
    }

    private boolean hasStratum(String key) {
        if (factors.stream().anyMatch(CapRules::faulty)) {
            return true;
        }
        Stratification stratification = new Stratification(factors.stream()
                .map(factor -> new StratificationFactor(factor.id(), factor.levels()))
                .toList());
        try {
            return stratification.place(Stratum.parse(key).levels()) instanceof Stratification.Placement.Placed placed
                    && placed.stratum().key().equals(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean faulty(PlanDraft.Factor factor) {
        return factor == null
                || factor.id() == null
                || factor.levels() == null
                || factor.levels().stream().anyMatch(Objects::isNull);
    }

    private double strata() {
        return factors.stream()
                .mapToDouble(factor -> factor == null || factor.levels() == null
                        ? 0
                        : factor.levels().size())
                .reduce(1, (a, b) -> a * b);
    }

    private void object(String key, Object value, String remedy) {
        objections.add(new Objection("caps." + key, value, remedy));
    }
}
