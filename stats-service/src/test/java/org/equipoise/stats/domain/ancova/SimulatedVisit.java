package org.equipoise.stats.domain.ancova;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;

/** The rows of one visit of a simulated data set, as columns of an analysis of covariance. */
final class SimulatedVisit {

    private final List<String> arms = new ArrayList<>();
    private final List<String> sites = new ArrayList<>();
    private final List<Double> baseline = new ArrayList<>();
    private final List<Double> change = new ArrayList<>();

    SimulatedVisit(String dataset, String visit) {
        for (String line : ReferenceFile.lines(dataset + ".csv")) {
            String[] fields = line.replace("\"", "").split(",", -1);
            if (fields[4].equals(visit)) {
                arms.add(fields[1]);
                sites.add(fields[2]);
                baseline.add(number(fields[3]));
                change.add(number(fields[6]));
            }
        }
    }

    private static double number(String field) {
        return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    }

    /** The columns of an R formula: CHG ~ BASE + ARM, CHG ~ BASE + SITE + ARM or CHG ~ BASE * ARM + SITE. */
    static AncovaData columnsOf(ReferenceCase given) {
        SimulatedVisit rows = new SimulatedVisit(given.text("dataset"), given.text("visit"));
        String formula = given.text("formula");
        Covariate base = new Covariate("BASE", rows.baseline, formula.contains("*"));
        List<Factor> factors = formula.contains("SITE")
                ? List.of(new Factor("SITE", List.of("S1", "S2", "S3"), rows.sites))
                : List.of();
        return new AncovaData(rows.change, List.of(base), factors, new Factor("ARM", List.of("PBO", "KET"), rows.arms));
    }
}
