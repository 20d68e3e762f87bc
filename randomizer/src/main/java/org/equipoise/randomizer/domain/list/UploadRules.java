package org.equipoise.randomizer.domain.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.equipoise.randomizer.domain.allocation.Stratification.Placement;
import org.equipoise.randomizer.domain.allocation.StratificationFactor;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.allocation.TreatmentArm;
import org.equipoise.randomizer.domain.plan.PlanRules;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/**
 * Decides whether an uploaded list carries out a plan, and names every bad row at once (up to {@value #MOST_FAULTS}).
 *
 * <p><b>Columns.</b> One for each factor of the plan, by its identifier; {@value #ARM}; and, if the list brings its own
 * numbers, {@value #NUMBER} and {@value #KIT}. Their order is free. Rows of a stratum are allocated in the order of the
 * file.
 *
 * <p><b>Rows.</b> Each factor's cell is one of its levels, the arm is one of the plan's codes, numbers are 1 to 20
 * letters, digits and hyphens, each once in the file and in the parts before, and do not begin as those of test lists.
 *
 * <p><b>The whole.</b> Every stratum has at least the entries that the plan prepares, counting those that it has; hence
 * the list is no shorter than its caps. Numbers do not follow the order of the file, which would tell a subject's place
 * to all. The arms' shares agree with the ratio: with <i>n</i> rows and the share <i>p</i> of an arm, its count deviates
 * from <i>np</i> by at most {@value #DEVIATIONS} √(<i>np</i>(1 − <i>p</i>)) + 1. A list drawn at the plan's ratio by
 * complete randomization, the least balanced method, is outside with a probability below 1 in 100 000 an arm; a list at
 * another ratio, or with interchanged arms at an unequal one, is found once it is long enough to tell.
 */
public final class UploadRules {

    /** The column of the arms' codes. */
    public static final String ARM = "arm";

    /** The optional column of the randomization numbers. */
    public static final String NUMBER = "randomizationNumber";

    /** The optional column of the kit numbers. */
    public static final String KIT = "kit";

    /** The most faults that are named. */
    public static final int MOST_FAULTS = 100;

    private static final double DEVIATIONS = 4.5;
    private static final int FEW = 8;
    private static final Pattern NUMBER_RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,19}");

    private final RandomizationPlan plan;
    private final UploadedFile file;
    private final Existing existing;
    private final List<ListFault> faults = new ArrayList<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, TreatmentArm> arms = new HashMap<>();
    private final Map<String, Long> lineOfNumber = new HashMap<>();
    private final Map<String, Long> lineOfKit = new HashMap<>();
    private final Map<String, List<StratumSequence.Row>> rows = new HashMap<>();
    private int count;

    private UploadRules(RandomizationPlan plan, UploadedFile file, Existing existing) {
        this.plan = plan;
        this.file = file;
        this.existing = existing;
        plan.arms().forEach(arm -> arms.put(arm.code(), arm));
    }

    /**
     * What a list has already, when a part is added.
     *
     * @param entries entries of the strata, by key
     * @param numbers randomization and kit numbers
     */
    public record Existing(Map<String, Integer> entries, Set<String> numbers) {

        /** Nothing: the list is new. */
        public static final Existing NOTHING = new Existing(Map.of(), Set.of());

        /** Keeps unmodifiable copies. */
        public Existing {
            entries = Map.copyOf(entries);
            numbers = Set.copyOf(numbers);
        }
    }

    /** What became of a file. */
    public sealed interface Verdict {

        /** The list carries out the plan; its strata are in the plan's order. */
        record Sound(List<StratumSequence> sequences) implements Verdict {

            /** Keeps an unmodifiable copy. */
            public Sound {
                sequences = List.copyOf(sequences);
            }
        }

        /**
         * The list has faults.
         *
         * @param faults the first of them, in the order of the file
         * @param count how many there are
         */
        record Faulty(List<ListFault> faults, int count) implements Verdict {

            /** Keeps an unmodifiable copy. */
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /** Examines a file against a plan; the plan's method is of no concern. */
    public static Verdict examine(RandomizationPlan plan, UploadedFile file, Existing existing) {
        return new UploadRules(plan, file, existing).verdict();
    }

    private Verdict verdict() {
        file.faults().forEach(fault -> object(fault.line(), fault.column(), fault.value(), fault.expected()));
        header();
        if (faults.isEmpty()) {
            file.rows().forEach(this::row);
        }
        if (faults.isEmpty()) {
            lengths();
            order(NUMBER, lineOfNumber);
            order(KIT, lineOfKit);
            shares();
        }
        return faults.isEmpty() ? new Verdict.Sound(sequences()) : new Verdict.Faulty(faults, count);
    }

    private void header() {
        for (int i = 0; i < file.header().size(); i++) {
            String name = file.header().get(i);
            if (columns.putIfAbsent(name, i) != null) {
                object(1, name, name, "each column once");
            } else if (!isKnown(name)) {
                object(1, name, name, "one of the columns " + expectedColumns());
            }
        }
        for (StratificationFactor factor : plan.stratification().factors()) {
            requireColumn(factor.id());
        }
        requireColumn(ARM);
    }

    private boolean isKnown(String name) {
        return name.equals(ARM)
                || name.equals(NUMBER)
                || name.equals(KIT)
                || plan.stratification().factors().stream()
                        .anyMatch(factor -> factor.id().equals(name));
    }

    private void requireColumn(String name) {
        if (!columns.containsKey(name)) {
            object(1, name, null, "a column " + name + "; the columns are " + expectedColumns());
        }
    }

    private String expectedColumns() {
        List<String> names = new ArrayList<>();
        plan.stratification().factors().forEach(factor -> names.add(factor.id()));
        names.add(ARM);
        return String.join(", ", names) + ", and if you have them " + NUMBER + ", " + KIT;
    }

    private void row(UploadedFile.Row row) {
        if (row.cells().size() != file.header().size()) {
            object(row.line(), "", row.cells().size() + " cells", file.header().size() + " cells, as in the header");
            return;
        }
        int before = count;
        Optional<Stratum> stratum = stratum(row);
        TreatmentArm arm = arms.get(cell(row, ARM));
        if (arm == null) {
            object(row.line(), ARM, cell(row, ARM), "the code of one of the plan's arms");
        }
        Optional<String> number = number(row, NUMBER, lineOfNumber);
        Optional<String> kit = number(row, KIT, lineOfKit);
        if (count == before) {
            rows.computeIfAbsent(stratum.orElseThrow().key(), key -> new ArrayList<>())
                    .add(new StratumSequence.Row(arm, number, kit));
        }
    }

    private Optional<Stratum> stratum(UploadedFile.Row row) {
        Map<String, String> values = new LinkedHashMap<>();
        plan.stratification().factors().forEach(factor -> values.put(factor.id(), cell(row, factor.id())));
        Placement placement = plan.stratification().place(values);
        if (placement instanceof Placement.Placed placed) {
            return Optional.of(placed.stratum());
        }
        for (Placement.Misfit misfit : ((Placement.NotPlaced) placement).misfits()) {
            object(row.line(), misfit.factor(), misfit.value(), "one of " + misfit.levels());
        }
        return Optional.empty();
    }

    private Optional<String> number(UploadedFile.Row row, String column, Map<String, Long> lines) {
        if (!columns.containsKey(column)) {
            return Optional.empty();
        }
        String number = cell(row, column);
        if (!NUMBER_RULE.matcher(number).matches() || number.startsWith(Numbering.TEST_PREFIX)) {
            object(
                    row.line(),
                    column,
                    number,
                    "1 to 20 letters, digits and hyphens, not beginning with " + Numbering.TEST_PREFIX);
        } else if (existing.numbers().contains(number)) {
            object(row.line(), column, number, "a number that the list does not have yet");
        } else {
            Long line = lines.putIfAbsent(number, row.line());
            if (line != null) {
                object(row.line(), column, number, "each number once; line " + line + " has it");
            }
        }
        return Optional.of(number);
    }

    private void lengths() {
        if (file.rows().size() > PlanRules.MOST_ENTRIES) {
            object(0, "", file.rows().size() + " rows", "at most " + PlanRules.MOST_ENTRIES + " rows");
        }
        for (Stratum stratum : plan.stratification().strata()) {
            int have = existing.entries().getOrDefault(stratum.key(), 0);
            int rowsOf = rows.getOrDefault(stratum.key(), List.of()).size();
            if (have + rowsOf < plan.entriesPerStratum()) {
                object(
                        0,
                        "",
                        stratum.key() + ": " + rowsOf + " rows",
                        "at least " + (plan.entriesPerStratum() - have)
                                + " rows of this stratum, for the plan prepares " + plan.entriesPerStratum()
                                + " entries and its caps count on them");
            }
        }
    }

    private void order(String column, Map<String, Long> lines) {
        if (lines.size() < FEW) {
            return;
        }
        List<String> byNumber = lines.keySet().stream()
                .sorted((a, b) -> a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b))
                .toList();
        boolean rising = true;
        boolean falling = true;
        for (int i = 1; i < byNumber.size(); i++) {
            boolean later = lines.get(byNumber.get(i)) > lines.get(byNumber.get(i - 1));
            rising &= later;
            falling &= !later;
        }
        if (rising || falling) {
            object(
                    0,
                    column,
                    "in the order of the rows",
                    "numbers in no order, for theirs would tell everybody a subject's place in the list; or leave the "
                            + "column out and the numbers are made for you");
        }
    }

    private void shares() {
        Map<TreatmentArm, Integer> counts = new LinkedHashMap<>();
        plan.arms().forEach(arm -> counts.put(arm, 0));
        rows.values().forEach(of -> of.forEach(row -> counts.merge(row.arm(), 1, Integer::sum)));
        int total = file.rows().size();
        counts.forEach((arm, taken) -> {
            double share = (double) arm.ratio() / plan.ratio().sum();
            double allowed = DEVIATIONS * Math.sqrt(total * share * (1 - share)) + 1;
            if (Math.abs(taken - total * share) > allowed) {
                object(
                        0,
                        ARM,
                        arm.code() + ": " + taken + " of " + total + " rows",
                        "about " + Math.round(total * share) + " rows, by the ratio " + plan.ratio());
            }
        });
    }

    private List<StratumSequence> sequences() {
        List<StratumSequence> sequences = new ArrayList<>();
        for (Stratum stratum : plan.stratification().strata()) {
            if (rows.containsKey(stratum.key())) {
                sequences.add(new StratumSequence(
                        stratum, existing.entries().getOrDefault(stratum.key(), 0) + 1, rows.get(stratum.key())));
            }
        }
        return sequences;
    }

    private String cell(UploadedFile.Row row, String column) {
        return row.cells().get(columns.get(column));
    }

    private void object(long line, String column, String value, String expected) {
        count++;
        if (faults.size() < MOST_FAULTS) {
            faults.add(new ListFault(line, column, value, expected));
        }
    }
}
