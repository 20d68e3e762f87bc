package org.equipoise.launcher.replay;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.launcher.system.LaunchFailure;

/** A trial as its tables tell it. */
record FinishedTrial(ReplayPlan plan, List<Person> people) {

    static FinishedTrial read(ReplayPlan plan, Path folder) {
        ReplayPlan.Tables tables = plan.tables();
        return of(plan, Table.read(folder, tables.participants()), Table.read(folder, tables.measurements()));
    }

    static FinishedTrial of(ReplayPlan plan, Table participants, Table measurements) {
        Map<String, Map<String, Map<String, String>>> visits = visits(plan.tables(), measurements);
        List<Person> people = new ArrayList<>();
        for (Map<String, String> row : participants.rows()) {
            boolean wanted = plan.tables().only().entrySet().stream()
                    .allMatch(only -> only.getValue().contains(participants.cell(row, only.getKey())));
            if (wanted) {
                String id = participants.cell(row, plan.tables().participantKey());
                people.add(new Person(
                        id,
                        plan.first().plus(plan.every().multipliedBy(people.size())),
                        arm(plan, participants, row),
                        participants,
                        row,
                        measurements,
                        visits.getOrDefault(id, Map.of())));
            }
        }
        return new FinishedTrial(plan, people);
    }

    private static Map<String, Map<String, Map<String, String>>> visits(ReplayPlan.Tables tables, Table measurements) {
        Map<String, Map<String, Map<String, String>>> visits = new HashMap<>();
        for (Map<String, String> row : measurements.rows()) {
            String id = measurements.cell(row, tables.measurementKey());
            String visit = measurements.cell(row, tables.visitColumn());
            if (visits.computeIfAbsent(id, key -> new HashMap<>()).put(visit, row) != null) {
                throw new LaunchFailure(measurements.name() + " has two rows of " + id + " at " + visit);
            }
        }
        return visits;
    }

    private static Optional<String> arm(ReplayPlan plan, Table participants, Map<String, String> row) {
        String order = participants.cell(row, plan.orderColumn());
        if (plan.missing().contains(order)) {
            return Optional.empty();
        }
        return Optional.of(Optional.ofNullable(plan.arms().get(order))
                .orElseThrow(() -> new LaunchFailure(
                        participants.name() + " says '" + order + "' in " + plan.orderColumn() + "; replay.yaml knows "
                                + String.join(", ", plan.arms().keySet()))));
    }

    /** The allocation list: one line for each randomized person, in their order. */
    String list() {
        StringBuilder csv = new StringBuilder("site,arm\n");
        people.forEach(person -> person.arm()
                .ifPresent(
                        arm -> csv.append(plan.site()).append(',').append(arm).append('\n')));
        return csv.toString();
    }

    /**
     * A participant.
     *
     * @param arm the arm's code; empty for who was not randomized
     */
    record Person(
            String id,
            Instant zero,
            Optional<String> arm,
            Table participants,
            Map<String, String> row,
            Table measurements,
            Map<String, Map<String, String>> visits) {

        /** The cells for a form's items; empty if the form was not filled in, and without the items that have no value. */
        Optional<Map<String, String>> cells(ReplayPlan plan, ReplayPlan.Entry entry) {
            if (entry.needs().isPresent()
                    && plan.missing()
                            .contains(participants.cell(row, entry.needs().get()))) {
                return Optional.empty();
            }
            Table table = entry.fromMeasurements() ? measurements : participants;
            Optional<Map<String, String>> source = entry.fromMeasurements() ? measured(entry) : Optional.of(row);
            if (source.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> cells = new LinkedHashMap<>();
            entry.values().forEach((item, column) -> {
                String cell = table.cell(source.get(), column);
                if (!plan.missing().contains(cell)) {
                    cells.put(item, cell);
                }
            });
            return cells.isEmpty() && entry.time().isEmpty() ? Optional.empty() : Optional.of(cells);
        }

        private Optional<Map<String, String>> measured(ReplayPlan.Entry entry) {
            Optional<String> visit = entry.visit().or(() -> arm.map(entry.visitByArm()::get));
            return visit.map(visits::get);
        }
    }
}
