package org.equipoise.randomizer.domain.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.equipoise.randomizer.domain.allocation.AllocationRatio;
import org.equipoise.randomizer.domain.allocation.Minimization;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.allocation.Stratification;
import org.equipoise.randomizer.domain.allocation.StratificationFactor;
import org.equipoise.randomizer.domain.allocation.TreatmentArm;

/**
 * Decides whether a plan can be carried out, and names every fault at once.
 *
 * <p>The rules: identifiers of 1 to 40 letters, digits, points, hyphens and underscores; two to twenty arms with
 * different codes and names, each with a ratio from 1 to 100, exactly one of them the control; a method that can realize
 * the ratio (see {@link MethodRules}); factors with different identifiers and levels; at most {@value #MOST_ENTRIES}
 * entries, and at least as many as the caps ({@link CapRules}); a known source of eligibility; a known start of sites.
 */
public final class PlanRules {

    /** The most entries that a list may have; the numbers of subjects and kits have room for a million. */
    public static final int MOST_ENTRIES = 200_000;

    private static final int MOST_STRATA = 10_000;
    private static final int MOST_ARMS = 20;
    private static final int GREATEST_RATIO = 100;
    private static final int MOST_KIT_DAYS = 3_650;
    private static final int LONGEST_NAME = 100;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    private static final String IDENTIFIER_REMEDY =
            "use 1 to 40 letters, digits, points, hyphens or underscores, beginning with a letter or digit";

    private static final PlanDraft.Arm NO_ARM = new PlanDraft.Arm(null, null, null, null);
    private static final PlanDraft.Factor NO_FACTOR = new PlanDraft.Factor(null, null);

    private final PlanDraft draft;
    private final List<PlanDraft.Arm> arms;
    private final List<PlanDraft.Factor> factors;
    private final MethodRules.Reading reading;
    private final List<Objection> objections = new ArrayList<>();

    private PlanRules(PlanDraft draft) {
        this.draft = draft;
        this.reading = MethodRules.read(draft);
        this.arms = filled(draft.arms(), NO_ARM);
        this.factors = filled(draft.factors(), NO_FACTOR);
    }

    /**
     * Examines a draft.
     *
     * @return the plan, or everything that is wrong with the draft
     */
    public static Verdict examine(PlanDraft draft) {
        return new PlanRules(draft).verdict();
    }

    /** What became of a draft. */
    public sealed interface Verdict {

        /** The draft is sound. */
        record Sound(RandomizationPlan plan) implements Verdict {}

        /** The draft has faults; at least one. */
        record Faulty(List<Objection> objections) implements Verdict {

            /** Keeps an unmodifiable copy. */
            public Faulty {
                objections = List.copyOf(objections);
            }
        }
    }

    private Verdict verdict() {
        identifier("study", draft.study());
        identifier("version", draft.version());
        arms();
        method();
        factors();
        entriesAndCaps();
        if (EligibilitySource.of(draft.eligibility()).isEmpty()) {
            object("eligibility", draft.eligibility(), "write one of " + codes());
        }
        kits();
        if (SitesStart.of(draft.sitesStart()).isEmpty()) {
            object("sitesStart", draft.sitesStart(), "write \"active\" or \"inactive\", or leave it out for active");
        }
        return objections.isEmpty() ? new Verdict.Sound(plan()) : new Verdict.Faulty(objections);
    }

    private void arms() {
        if (arms.size() < 2 || arms.size() > MOST_ARMS) {
            object("arms", arms.size(), "name from 2 to " + MOST_ARMS + " arms");
        }
        Set<String> codes = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < arms.size(); i++) {
            PlanDraft.Arm arm = arms.get(i);
            String field = "arms[" + i + "]";
            identifier(field + ".code", arm.code());
            different(codes, field + ".code", arm.code());
            if (arm.name() == null || arm.name().isBlank() || arm.name().length() > LONGEST_NAME) {
                object(field + ".name", arm.name(), "give a name of 1 to " + LONGEST_NAME + " characters");
            }
            different(names, field + ".name", arm.name());
            if (!soundRatio(arm)) {
                object(field + ".ratio", arm.ratio(), "use a whole number from 1 to " + GREATEST_RATIO);
            }
        }
        long controls = arms.stream().filter(PlanRules::isControl).count();
        if (controls != 1) {
            object(
                    "arms",
                    controls,
                    "mark exactly one arm with \"control\": true, the one that others are compared with");
        }
    }

    private void method() {
        objections.addAll(reading.objections());
        if (arms.size() >= 2 && arms.stream().allMatch(PlanRules::soundRatio)) {
            AllocationRatio ratio =
                    new AllocationRatio(arms.stream().map(PlanDraft.Arm::ratio).toList());
            reading.method()
                    .filter(method -> adaptive() || draft.entriesPerStratum() != null)
                    .ifPresent(method -> objections.addAll(method.objections(ratio)));
        }
    }

    private boolean adaptive() {
        return draft.method() != null && Minimization.TYPE.equals(draft.method().type());
    }

    private void factors() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < factors.size(); i++) {
            PlanDraft.Factor factor = factors.get(i);
            String field = "strata.factors[" + i + "]";
            identifier(field + ".id", factor.id());
            different(ids, field + ".id", factor.id());
            if (orEmpty(factor.levels()).isEmpty()) {
                object(field + ".levels", factor.levels(), "name at least one level");
            }
            Set<String> levels = new HashSet<>();
            for (int j = 0; j < orEmpty(factor.levels()).size(); j++) {
                String level = factor.levels().get(j);
                identifier(field + ".levels[" + j + "]", level);
                different(levels, field + ".levels[" + j + "]", level);
            }
        }
    }

    private void entriesAndCaps() {
        Integer entries = draft.entriesPerStratum();
        if (adaptive()) {
            if (entries != null) {
                object("entriesPerStratum", entries, "remove it; minimization prepares no list");
            }
            if (strata() > MOST_STRATA) {
                object(
                        "strata.factors",
                        Math.round(strata()),
                        "use factors with at most " + MOST_STRATA + " combinations");
            }
        } else if (entries == null || entries < 1) {
            object("entriesPerStratum", entries, "prepare at least 1 entry for each stratum");
        }
        objections.addAll(CapRules.objections(draft));
        if (adaptive() || entries == null || entries < 1 || strata() < 1) {
            return;
        }
        double total = strata() * entries;
        if (total > MOST_ENTRIES) {
            object(
                    "entriesPerStratum",
                    entries,
                    "with " + Math.round(strata()) + " strata use at most "
                            + Math.max(1, (int) (MOST_ENTRIES / strata())) + ", or fewer strata: a list holds at most "
                            + MOST_ENTRIES + " entries");
        }
    }

    private void kits() {
        boolean managed = KitSource.MANAGED.equals(draft.kits());
        if (!managed && draft.kits() != null && !KitSource.PER_ENTRY.equals(draft.kits())) {
            object("kits", draft.kits(), "write \"managed\" or \"per-entry\", or leave it out for per-entry");
        }
        Integer days = draft.kitMinimumDays();
        if (days != null && (!managed || days < 0 || days > MOST_KIT_DAYS)) {
            object(
                    "kitMinimumDays",
                    days,
                    "use a number from 0 to " + MOST_KIT_DAYS + ", and only with \"kits\": \"managed\"");
        }
    }

    private KitSource kitSource() {
        return KitSource.MANAGED.equals(draft.kits())
                ? new KitSource.Managed(draft.kitMinimumDays() == null ? 0 : draft.kitMinimumDays())
                : new KitSource.PerEntry();
    }

    private double strata() {
        return factors.stream()
                .mapToDouble(factor -> orEmpty(factor.levels()).size())
                .reduce(1, (a, b) -> a * b);
    }

    private RandomizationPlan plan() {
        return new RandomizationPlan(
                draft.study(),
                draft.version(),
                reading.method().orElseThrow(),
                arms.stream()
                        .map(arm -> new TreatmentArm(arm.code(), arm.name(), arm.ratio(), isControl(arm)))
                        .toList(),
                new Stratification(factors.stream()
                        .map(factor -> new StratificationFactor(factor.id(), factor.levels()))
                        .toList()),
                adaptive() ? 0 : draft.entriesPerStratum(),
                new EnrolmentCaps(draft.caps() == null ? Map.of() : draft.caps()),
                EligibilitySource.of(draft.eligibility()).orElseThrow(),
                SitesStart.of(draft.sitesStart()).orElseThrow(),
                kitSource());
    }

    private void identifier(String field, String value) {
        if (value == null || !IDENTIFIER.matcher(value).matches()) {
            object(field, value, IDENTIFIER_REMEDY);
        }
    }

    private void different(Set<String> seen, String field, String value) {
        if (value != null && !seen.add(value)) {
            object(field, value, "use each only once");
        }
    }

    private void object(String field, Object value, String remedy) {
        objections.add(new Objection(field, value, remedy));
    }

    private static boolean soundRatio(PlanDraft.Arm arm) {
        return arm.ratio() != null && arm.ratio() >= 1 && arm.ratio() <= GREATEST_RATIO;
    }

    private static boolean isControl(PlanDraft.Arm arm) {
        return Boolean.TRUE.equals(arm.control());
    }

    private static <T> List<T> filled(List<T> list, T nothing) {
        return orEmpty(list).stream()
                .map(element -> element == null ? nothing : element)
                .toList();
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static List<String> codes() {
        return Arrays.stream(EligibilitySource.values())
                .map(EligibilitySource::code)
                .toList();
    }
}
