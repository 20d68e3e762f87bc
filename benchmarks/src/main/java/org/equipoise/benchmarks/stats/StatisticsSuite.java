package org.equipoise.benchmarks.stats;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.equipoise.benchmarks.Table;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Times the engine with JMH, and R's packages beside it. */
public final class StatisticsSuite {

    private static final String PACKAGE = "org\\.equipoise\\.benchmarks\\.stats\\..*";
    private static final String WHOLE = ".*WholeAnalysisBenchmark.*";

    private StatisticsSuite() {}

    /** Milliseconds for each goal, and how many times as long the peers take. */
    public static Table run(boolean quick, Path peerScripts) throws RunnerException {
        Map<String, RunResult> results = new TreeMap<>();
        measure(quick).forEach(result -> results.put(key(result), result));
        measureWholeAnalysis().forEach(result -> results.put(key(result), result));
        return table(results, Peers.measured(peerScripts));
    }

    private static Collection<RunResult> measure(boolean quick) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(PACKAGE)
                .exclude(WHOLE)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MILLISECONDS)
                .threads(1)
                .forks(quick ? 1 : 2)
                .warmupIterations(quick ? 2 : 5)
                .warmupTime(TimeValue.seconds(quick ? 1 : 2))
                .measurementIterations(quick ? 2 : 5)
                .measurementTime(TimeValue.seconds(quick ? 1 : 2))
                .jvmArgs("-Xmx2g", "-XX:+UseSerialGC");
        return new Runner(options.build()).run();
    }

    /** It takes half a minute: three single shots in a small heap, which shows that it fits. */
    private static Collection<RunResult> measureWholeAnalysis() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(WHOLE)
                .mode(Mode.SingleShotTime)
                .timeUnit(TimeUnit.MILLISECONDS)
                .threads(1)
                .forks(1)
                .warmupIterations(0)
                .measurementIterations(3)
                .jvmArgs("-Xmx512m");
        return new Runner(options.build()).run();
    }

    /** The class without "Benchmark", and the parameter. */
    private static String key(RunResult result) {
        String method = result.getParams().getBenchmark();
        String[] names = method.split("\\.", -1);
        String type = names[names.length - 2].replace("Benchmark", "").toLowerCase(Locale.ROOT);
        Collection<String> parameters = result.getParams().getParamsKeys();
        return parameters.isEmpty()
                ? type
                : type + " " + result.getParams().getParam(parameters.iterator().next());
    }

    private static Table table(Map<String, RunResult> results, Peers peers) {
        Table table = new Table("computation", "ms", "± 99.9 %", "goal, ms", "peer, ms", "peer / this");
        for (Goal goal : Goal.ALL) {
            RunResult result = results.get(goal.key());
            if (result != null) {
                double score = result.getPrimaryResult().getScore();
                List<Figure> figures = goal.peers().stream()
                        .map(peer -> new Figure(peer, peers.milliseconds(peer.name(), goal.key())))
                        .toList();
                table.row(
                        goal.title(),
                        Table.number(score),
                        Table.number(result.getPrimaryResult().getScoreError()),
                        Table.number(goal.milliseconds()),
                        figures.isEmpty()
                                ? "–"
                                : String.join(
                                        "; ", figures.stream().map(Figure::text).toList()),
                        figures.isEmpty()
                                ? "–"
                                : String.join(
                                        "; ",
                                        figures.stream()
                                                .map(figure -> figure.ratio(score))
                                                .toList()));
            }
        }
        return peers.none()
                ? table.note("(s): stated by others for another machine; R is not installed on this one.")
                : table.note("(s): stated by others for another machine; the other peers were timed in this run.");
    }

    private record Figure(Goal.Peer peer, Optional<Double> measured) {

        String text() {
            return peer.name() + " " + Table.number(milliseconds()) + mark();
        }

        String ratio(double score) {
            return Math.round(milliseconds() / score) + "×" + mark();
        }

        private double milliseconds() {
            return measured.orElse(peer.stated());
        }

        private String mark() {
            return measured.isPresent() ? "" : " (s)";
        }
    }
}
