package org.equipoise.benchmarks.stats;

import java.util.List;

/**
 * A benchmark with what it is held against. The peers' figures are those that others stated for their own machine; where
 * R is installed, its packages are timed in the same run instead.
 *
 * @param key benchmark and parameter, as JMH and the R scripts name them
 * @param title what is computed
 * @param milliseconds the goal
 * @param peers R's packages
 */
record Goal(String key, String title, double milliseconds, List<Peer> peers) {

    /**
     * Another implementation of the same.
     *
     * @param name the R package
     * @param stated milliseconds that others measured on another machine
     */
    record Peer(String name, double stated) {}

    static final List<Goal> ALL = List.of(
            new Goal("boundary 5", "alpha spending, 5 looks", 0.5, peers("gsDesign", 11, "rpact", 34)),
            new Goal("boundary 10", "alpha spending, 10 looks", 1, peers("gsDesign", 28, "rpact", 161)),
            new Goal("boundary 20", "alpha spending, 20 looks", 4, peers("gsDesign", 40, "rpact", 716)),
            new Goal("futility 10", "alpha and beta spending, 10 looks", 4, List.of(new Peer("gsDesign", 40))),
            new Goal("mmrm 200x4 KENWARD_ROGER", "MMRM, 200 subjects × 4 visits, Kenward–Roger", 8, mmrm(81)),
            new Goal("mmrm 1000x8 KENWARD_ROGER", "MMRM, 1,000 × 8, Kenward–Roger", 200, mmrm(12_000)),
            new Goal("mmrm 10000x8 SATTERTHWAITE", "MMRM, 10,000 × 8, Satterthwaite", 1_000, List.of()),
            new Goal(
                    "simulation 100000",
                    "100,000 simulated trials of three looks",
                    200,
                    List.of(new Peer("rpact", 2_400))),
            new Goal(
                    "wholeanalysis 1000x15 500",
                    "closed analysis, 1,000 × 15, 500 imputations, all tables",
                    60_000,
                    List.of()));

    private static List<Peer> peers(String one, double its, String other, double others) {
        return List.of(new Peer(one, its), new Peer(other, others));
    }

    private static List<Peer> mmrm(double stated) {
        return List.of(new Peer("mmrm", stated));
    }
}
