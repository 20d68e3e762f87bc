package org.equipoise.stats.domain.imputation;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;

/**
 * A trial some of whose outcomes are missing: every subject at every visit, and the intercurrent events.
 *
 * <p>A visit that the table has no row for counts as missing, its covariates being those of the subject's other rows.
 * Outcomes that are missing without an event are missing at random. Immutable.
 */
public final class IncompleteTrial {

    private static final Outcome.Reason ABSENT = Outcome.Reason.INCOMPLETE_DATA;

    private final ImputationModel model;
    private final SubjectGrid grid;
    private final Map<String, IntercurrentEvent> events;

    private IncompleteTrial(ImputationModel model, SubjectGrid grid, Map<String, IntercurrentEvent> events) {
        this.model = model;
        this.grid = grid;
        this.events = events;
    }

    /**
     * Arranges a table.
     *
     * @param model how outcomes are imputed and analysed
     * @param table one row for each subject and visit; rows may be absent, and outcomes NaN
     * @return the trial, without events. Not computed if the reference arm or every other arm has no subject, if no
     *     outcome is observed at all or at some visit, or if a subject lacks the arm or a covariate
     * @throws IllegalArgumentException if the table lacks a column or holds one of the wrong kind, if a row names no subject
     *     or no visit, if a subject has two rows at a visit, or if a subject is in two arms
     */
    public static Outcome<IncompleteTrial> of(ImputationModel model, DataTable table) {
        return SubjectGrid.of(model, table)
                .flatMap(grid -> obstacle(model, grid)
                        .orElseGet(() -> Outcome.computed(new IncompleteTrial(model, grid, Map.of()))));
    }

    private static Optional<Outcome<IncompleteTrial>> obstacle(ImputationModel model, SubjectGrid grid) {
        int reference = grid.arms().indexOf(model.treatment().reference());
        long controls = IntStream.range(0, grid.subjects())
                .filter(i -> grid.arm(i) == reference)
                .count();
        if (controls == 0 || controls == grid.subjects()) {
            return Optional.of(Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    "Of " + grid.subjects() + " subjects " + controls + " are in the reference arm.",
                    "Check the name of the reference arm, or wait until both sides of the comparison have subjects."));
        }
        List<String> empty = IntStream.range(0, grid.visits())
                .filter(v -> IntStream.range(0, grid.subjects()).noneMatch(i -> grid.observed(i, v)))
                .mapToObj(grid.visitNames()::get)
                .toList();
        if (!empty.isEmpty()) {
            return Optional.of(Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    "No outcome is observed at " + empty.size() + " of " + grid.visits() + " visits: " + empty + ".",
                    "Leave the visits out until they have data."));
        }
        return Optional.empty();
    }

    /**
     * The same trial with other events.
     *
     * @param newEvents the event of each subject that has one
     * @return the changed trial. Not computed if last mean carried forward is asked for from the first visit on
     * @throws IllegalArgumentException if a subject or a visit does not exist
     */
    public Outcome<IncompleteTrial> withEvents(Map<String, IntercurrentEvent> newEvents) {
        for (Map.Entry<String, IntercurrentEvent> entry : newEvents.entrySet()) {
            String visit = entry.getValue().visit();
            if (!grid.subjectNames().contains(entry.getKey())
                    || !grid.visitNames().contains(visit)) {
                throw new IllegalArgumentException("the event of subject " + entry.getKey() + " at visit " + visit
                        + " names a subject or a visit that the trial does not have");
            }
            if (entry.getValue().strategy() == ImputationStrategy.LAST_MEAN_CARRIED_FORWARD
                    && grid.visitNames().indexOf(visit) == 0) {
                return Outcome.notComputed(
                        ABSENT,
                        "Subject " + entry.getKey() + " has no visit before the event at " + visit
                                + " whose mean could be carried forward.",
                        "Choose another strategy for subjects whose event affects the first visit.");
            }
        }
        return Outcome.computed(new IncompleteTrial(model, grid, Map.copyOf(newEvents)));
    }

    /**
     * The same trial where each subject whose outcomes end early has an event at the first visit of the run of missing
     * outcomes that lasts to the end; gaps before it are missing at random. Subjects without any outcome get no event, as
     * nothing dates it, and are missing at random too; {@link #withEvents} can give them one.
     *
     * @param strategy what is assumed from there on
     * @return the changed trial. Not computed as in {@link #withEvents}
     */
    public Outcome<IncompleteTrial> withDropouts(ImputationStrategy strategy) {
        Map<String, IntercurrentEvent> dropouts = new LinkedHashMap<>();
        for (int i = 0; i < grid.subjects(); i++) {
            int last = grid.visits();
            while (last > 0 && !grid.observed(i, last - 1)) {
                last--;
            }
            if (last > 0 && last < grid.visits()) {
                dropouts.put(
                        grid.subjectNames().get(i),
                        new IntercurrentEvent(grid.visitNames().get(last), strategy));
            }
        }
        return withEvents(dropouts);
    }

    /**
     * The number of outcomes that are missing.
     *
     * @return over all subjects and visits
     */
    public int missing() {
        int missing = 0;
        for (int i = 0; i < grid.subjects(); i++) {
            for (int v = 0; v < grid.visits(); v++) {
                missing += grid.observed(i, v) ? 0 : 1;
            }
        }
        return missing;
    }

    /**
     * The subjects.
     *
     * @return their names, in the order of the factor's levels
     */
    public List<String> subjects() {
        return grid.subjectNames();
    }

    /**
     * The visits.
     *
     * @return their names, in the order of the factor's levels
     */
    public List<String> visits() {
        return grid.visitNames();
    }

    /**
     * The events.
     *
     * @return the event of each subject that has one
     */
    public Map<String, IntercurrentEvent> events() {
        return events;
    }

    /**
     * What the comparison of arms means under each strategy that an event of this trial, or a value missing without
     * one, calls for.
     *
     * @return the sentence of each strategy
     */
    public Map<ImputationStrategy, String> estimands() {
        Map<ImputationStrategy, String> estimands = new EnumMap<>(ImputationStrategy.class);
        estimands.put(ImputationStrategy.MISSING_AT_RANDOM, ImputationStrategy.MISSING_AT_RANDOM.estimand());
        events.values()
                .forEach(event ->
                        estimands.put(event.strategy(), event.strategy().estimand()));
        if (events.size() > 0 && !randomGaps()) {
            estimands.remove(ImputationStrategy.MISSING_AT_RANDOM);
            events.values().stream()
                    .filter(event -> event.strategy() == ImputationStrategy.MISSING_AT_RANDOM)
                    .forEach(event ->
                            estimands.put(event.strategy(), event.strategy().estimand()));
        }
        return Collections.unmodifiableMap(estimands);
    }

    private boolean randomGaps() {
        return IntStream.range(0, grid.subjects())
                .anyMatch(i -> IntStream.range(0, event(i)).anyMatch(v -> !grid.observed(i, v)));
    }

    ImputationModel model() {
        return model;
    }

    SubjectGrid grid() {
        return grid;
    }

    /** The first visit affected by a subject's event, the number of visits if there is none. */
    int event(int subject) {
        IntercurrentEvent event = events.get(grid.subjectNames().get(subject));
        return event == null ? grid.visits() : grid.visitNames().indexOf(event.visit());
    }

    ImputationStrategy strategy(int subject) {
        IntercurrentEvent event = events.get(grid.subjectNames().get(subject));
        return event == null ? ImputationStrategy.MISSING_AT_RANDOM : event.strategy();
    }

    /** The table that the imputation model is fitted to: rows of the given subjects, each under a name of its own. */
    DataTable fittingTable(int[] subjects) {
        double[] response = new double[subjects.length * grid.visits()];
        Arrays.fill(response, Double.NaN);
        for (int i = 0; i < subjects.length; i++) {
            boolean random = strategy(subjects[i]) == ImputationStrategy.MISSING_AT_RANDOM;
            int end = random ? grid.visits() : event(subjects[i]);
            for (int v = 0; v < end; v++) {
                response[i * grid.visits() + v] = grid.outcome(subjects[i], v);
            }
        }
        return grid.table(subjects, model.imputation().response(), response);
    }

    /** All subjects, or all but one. */
    int[] subjectsWithout(int left) {
        return IntStream.range(0, grid.subjects()).filter(i -> i != left).toArray();
    }

    FactorColumn armColumn() {
        return grid.covariates().factor(model.treatment().arm());
    }
}
