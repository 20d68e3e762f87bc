package org.equipoise.stats.domain.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.findings.AdverseEventsFinding;
import org.equipoise.stats.domain.findings.BinaryFinding;
import org.equipoise.stats.domain.findings.BlindingFinding;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.findings.CrossoverFinding;
import org.equipoise.stats.domain.findings.ExposureFinding;
import org.equipoise.stats.domain.findings.KeySecondaryFinding;
import org.equipoise.stats.domain.findings.LongitudinalFinding;
import org.equipoise.stats.domain.findings.MissingnessFinding;
import org.equipoise.stats.domain.findings.PrimaryFinding;
import org.equipoise.stats.domain.findings.SensitivityFinding;
import org.equipoise.stats.domain.findings.ShiftFinding;
import org.equipoise.stats.domain.findings.SubgroupFinding;
import org.equipoise.stats.domain.findings.TimeToEventFinding;

/**
 * Computes closed findings: every section of the plan, one after the other. The same input gives the same findings, bit by
 * bit, on any number of processors. A section that cannot be computed says why and stops no other.
 */
public final class ClosedAnalysis {

    private final ClosedInput input;
    private final PlannedAnalyses planned;
    private final Steps steps;
    private final Listing listing = new Listing();
    private final Trial trial;
    private final Map<String, SeriesData> series = new LinkedHashMap<>();
    private final Map<String, Map<String, ResponderSection.Response>> responses = new LinkedHashMap<>();

    private ClosedAnalysis(ClosedInput input, Progress progress) {
        this.input = input;
        this.planned = input.plan().analyses();
        this.steps = new Steps(progress, sections(planned));
        this.trial = Trial.of(input, listing);
    }

    /**
     * Computes all sections.
     *
     * @param input plan, data cut, allocations of at least its randomized subjects, labels, history and seed
     * @param progress told of each section and asked whether to go on
     * @return the findings
     * @throws CancelledException if nobody wants them any more; there is no partial result
     * @throws IllegalArgumentException if a randomized subject of the cut has no allocation
     */
    public static ClosedFindings compute(ClosedInput input, Progress progress) {
        return new ClosedAnalysis(input, progress).findings();
    }

    private static int sections(PlannedAnalyses planned) {
        return 2
                + 2 * planned.longitudinal().size()
                + planned.responders().size()
                + planned.timeToEvent().size()
                + planned.sensitivity().size()
                + planned.blinding().size()
                + planned.subgroups().size()
                + planned.crossover().size();
    }

    private ClosedFindings findings() {
        EndpointData endpoint = PrimarySet.of(input.plan(), trial.values());
        PrimaryFinding primary = steps.next("primary", () -> new PrimarySection(input, endpoint).finding());
        List<LongitudinalFinding> longitudinal = longitudinal();
        List<BinaryFinding> binaries = binaries();
        List<TimeToEventFinding> times = timeToEvent();
        List<SensitivityFinding> sensitivity = sensitivity();
        List<BlindingFinding> blinding = blinding();
        Safety safety = steps.next("safety", this::safety);
        List<MissingnessFinding> missingness = missingness();
        List<SubgroupFinding> subgroups = subgroups(endpoint);
        List<CrossoverFinding> crossover = crossover();
        steps.end();
        return new ClosedFindings(
                primary,
                keySecondary(primary, new KeySecondarySection.Findings(longitudinal, binaries, times)),
                longitudinal,
                binaries,
                times,
                sensitivity,
                blinding,
                safety.events(),
                safety.exposure(),
                safety.shifts(),
                missingness,
                subgroups,
                crossover,
                listing.excluded(),
                listing.substituted());
    }

    private KeySecondaryFinding keySecondary(PrimaryFinding primary, KeySecondarySection.Findings found) {
        return input.plan().keySecondary().isEmpty()
                ? null
                : new KeySecondarySection(input, primary, found, new OpenVisits(trial)::of).finding();
    }

    private List<LongitudinalFinding> longitudinal() {
        List<LongitudinalFinding> findings = new ArrayList<>();
        for (PlannedAnalyses.Longitudinal endpoint : planned.longitudinal()) {
            findings.add(steps.next(endpoint.id(), () -> {
                SeriesData data = SeriesData.of(trial, endpoint);
                series.put(endpoint.id(), data);
                return new LongitudinalSection(trial, steps::goOn).finding(endpoint, data);
            }));
        }
        return findings;
    }

    private List<BinaryFinding> binaries() {
        List<BinaryFinding> findings = new ArrayList<>();
        for (PlannedAnalyses.Responders endpoint : planned.responders()) {
            findings.add(steps.next(endpoint.id(), () -> {
                ResponderSection section = new ResponderSection(trial);
                responses.put(endpoint.id(), section.responses(endpoint));
                return section.finding(endpoint);
            }));
        }
        return findings;
    }

    private List<TimeToEventFinding> timeToEvent() {
        List<TimeToEventFinding> findings = new ArrayList<>();
        for (PlannedAnalyses.TimeToEvent endpoint : planned.timeToEvent()) {
            PlannedAnalyses.Responders among = planned.responders().stream()
                    .filter(responders -> responders.id().equals(endpoint.among()))
                    .findFirst()
                    .orElseThrow();
            findings.add(steps.next(
                    endpoint.id(),
                    () -> new EventTimeSection(trial).finding(endpoint, among, responses.get(endpoint.among()))));
        }
        return findings;
    }

    private List<SensitivityFinding> sensitivity() {
        List<SensitivityFinding> findings = new ArrayList<>();
        for (PlannedAnalyses.Sensitivity analysis : planned.sensitivity()) {
            PlannedAnalyses.Longitudinal endpoint = planned.longitudinal().stream()
                    .filter(candidate -> candidate.id().equals(analysis.of()))
                    .findFirst()
                    .orElseThrow();
            findings.add(steps.next(
                    analysis.id(),
                    () -> new SensitivitySection(trial, analysis, endpoint, series.get(analysis.of()), steps::goOn)
                            .finding()));
        }
        return findings;
    }

    private List<BlindingFinding> blinding() {
        List<BlindingFinding> findings = new ArrayList<>();
        for (PlannedAnalyses.Guess guess : planned.blinding()) {
            findings.addAll(steps.next(
                    guess.id(),
                    () -> guess.visits().stream()
                            .map(visit -> new BlindingSection(trial).finding(guess, visit))
                            .toList()));
        }
        return findings;
    }

    /** The safety tables. */
    private record Safety(AdverseEventsFinding events, ExposureFinding exposure, List<ShiftFinding> shifts) {}

    private Safety safety() {
        PlannedAnalyses.Safety rules = planned.safety();
        if (rules == null) {
            return new Safety(null, null, List.of());
        }
        SafetySections sections = new SafetySections(trial, rules);
        List<Trial.Enrolled> population = sections.population();
        return new Safety(
                rules.adverseEvents() == null ? null : sections.adverseEvents(),
                rules.exposure() == null ? null : sections.exposure(),
                rules.shifts().stream()
                        .map(shift -> new ShiftSection(trial).finding(shift, population))
                        .toList());
    }

    private List<MissingnessFinding> missingness() {
        List<MissingnessFinding> findings = new ArrayList<>();
        for (PlannedAnalyses.Longitudinal endpoint : planned.longitudinal()) {
            findings.add(steps.next("MISSING_" + endpoint.id(), () -> new MissingnessSection(trial).finding(endpoint)));
        }
        return findings;
    }

    private List<SubgroupFinding> subgroups(EndpointData endpoint) {
        List<SubgroupFinding> findings = new ArrayList<>();
        for (PlannedAnalyses.Subgroup subgroup : planned.subgroups()) {
            findings.add(steps.next(subgroup.id(), () -> new SubgroupSection(trial, endpoint).finding(subgroup)));
        }
        return findings;
    }

    private List<CrossoverFinding> crossover() {
        List<CrossoverFinding> findings = new ArrayList<>();
        for (PlannedAnalyses.Crossover comparison : planned.crossover()) {
            findings.add(steps.next(comparison.id(), () -> new CrossoverSection(trial).finding(comparison)));
        }
        return findings;
    }

    /** Counts sections, and ends when nobody wants the result. */
    private static final class Steps {

        private final Progress progress;
        private final int of;
        private int done;

        Steps(Progress progress, int of) {
            this.progress = progress;
            this.of = of;
        }

        <T> T next(String section, Supplier<T> computation) {
            goOn();
            progress.step(section, done, of);
            T result = computation.get();
            done++;
            return result;
        }

        /** Asked between sections, before each step of a mixed model and before each imputation. */
        void goOn() {
            if (progress.cancelled()) {
                throw new CancelledException();
            }
        }

        void end() {
            goOn();
            progress.step("done", of, of);
        }
    }
}
