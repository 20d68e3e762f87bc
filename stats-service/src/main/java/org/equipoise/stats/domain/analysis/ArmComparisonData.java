package org.equipoise.stats.domain.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The endpoint of each subject beside its arm.
 *
 * @param rows the endpoint rows, ordered by subject
 * @param experimental whether the subject's arm is the experimental one
 */
public record ArmComparisonData(List<EndpointData.Row> rows, List<Boolean> experimental) {

    /** Takes copies of the lists. */
    public ArmComparisonData {
        rows = List.copyOf(rows);
        experimental = List.copyOf(experimental);
    }

    /**
     * Joins endpoint and allocations.
     *
     * @param data the endpoint data
     * @param allocations allocations of at least the subjects in the data
     * @return the joined data
     * @throws IllegalArgumentException if a row's subject has no allocation; check {@link Mismatch} first
     */
    public static ArmComparisonData join(EndpointData data, Allocations allocations) {
        String code = allocations.experimental().code();
        List<Boolean> experimental = new ArrayList<>();
        for (EndpointData.Row row : data.rows()) {
            String arm = allocations.armOfSubject().get(row.subject());
            if (arm == null) {
                throw new IllegalArgumentException("a subject in the endpoint data has no allocation");
            }
            experimental.add(arm.equals(code));
        }
        return new ArmComparisonData(data.rows(), experimental);
    }

    /**
     * The label of each row's arm.
     *
     * @param labels the arms' labels
     * @return A or B for each row
     */
    public List<String> labels(ArmLabels labels) {
        return experimental.stream().map(labels::of).toList();
    }

    /**
     * Number, mean and spread of the changes in one arm.
     *
     * @param inExperimental whether the experimental arm is meant
     * @return the summary
     */
    public ArmSummary summary(boolean inExperimental) {
        double[] changes = IntStream.range(0, rows.size())
                .filter(row -> experimental.get(row) == inExperimental)
                .mapToDouble(row -> rows.get(row).change())
                .toArray();
        return new ArmSummary(changes.length, Moments.mean(changes), Moments.standardDeviation(changes));
    }

    /**
     * The number of rows in one arm.
     *
     * @param inExperimental whether the experimental arm is meant
     * @return the number
     */
    public int count(boolean inExperimental) {
        return (int)
                experimental.stream().filter(member -> member == inExperimental).count();
    }

    /** Says how many rows there are, and nothing of their arms. */
    @Override
    public String toString() {
        return "ArmComparisonData[" + rows.size() + " rows]";
    }

    /**
     * The changes in one arm.
     *
     * @param n number of subjects
     * @param mean mean change; empty without subjects
     * @param sd standard deviation with divisor n &minus; 1; empty with fewer than two subjects
     */
    public record ArmSummary(int n, OptionalDouble mean, OptionalDouble sd) {}
}
