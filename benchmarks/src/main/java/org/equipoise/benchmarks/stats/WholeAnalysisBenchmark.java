package org.equipoise.benchmarks.stats;

import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.tables.ClosedAnalysis;
import org.equipoise.stats.domain.tables.ClosedInput;
import org.equipoise.stats.domain.tables.Progress;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A closed analysis from the frozen records to all findings: mixed model, 500 imputations, every table. */
@State(Scope.Benchmark)
public class WholeAnalysisBenchmark {

    @Param("1000x15 500")
    public String trial;

    private ClosedInput input;

    @Setup
    public void prepare() {
        String[] words = trial.split("[x ]", -1);
        input = WholeTrial.of(Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    }

    @Benchmark
    public ClosedFindings findings() {
        return ClosedAnalysis.compute(input, Progress.NONE);
    }
}
