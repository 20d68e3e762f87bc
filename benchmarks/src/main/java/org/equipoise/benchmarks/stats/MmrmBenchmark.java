package org.equipoise.benchmarks.stats;

import java.util.List;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.mmrm.DegreesOfFreedom;
import org.equipoise.stats.domain.mmrm.Mmrm;
import org.equipoise.stats.domain.mmrm.MmrmFit;
import org.equipoise.stats.domain.mmrm.MmrmModel;
import org.equipoise.stats.domain.mmrm.VisitContrast;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An unstructured mixed model, from the table to the differences between the arms at every visit. */
@State(Scope.Benchmark)
public class MmrmBenchmark {

    @Param({"200x4 KENWARD_ROGER", "1000x8 KENWARD_ROGER", "10000x8 SATTERTHWAITE"})
    public String trial;

    private MmrmModel model;
    private DataTable table;
    private Mmrm mmrm;

    @Setup
    public void prepare() {
        String[] words = trial.split("[x ]", -1);
        table = RepeatedMeasures.table(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
        mmrm = Mmrm.withDefaults().with(DegreesOfFreedom.valueOf(words[2]));
        model = MmrmModel.parse("CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT | SUBJ)");
    }

    @Benchmark
    public List<VisitContrast> differences() {
        MmrmFit fit = mmrm.fit(model, table).orElseThrow();
        return fit.contrasts("ARM", "PBO").orElseThrow();
    }
}
