package org.equipoise.randomizer.domain.allocation;

import java.util.ArrayList;
import java.util.List;

/** What all methods ask of the probability with which they favour what is behind. */
final class BiasedCoins {

    private BiasedCoins() {}

    static List<Objection> objections(Fraction probability, AllocationRatio ratio) {
        List<Objection> objections = new ArrayList<>(Cells.objections(ratio));
        int cells = ratio.reduced().sum();
        if ((long) probability.numerator() * cells < probability.denominator()) {
            objections.add(new Objection(
                    "method.probability",
                    probability.toString(),
                    "use a probability from 1/" + cells + " to 1: a smaller one would favour imbalance"));
        }
        return objections;
    }

    static List<Objection> tolerance(int tolerance) {
        return tolerance >= 1
                ? List.of()
                : List.of(new Objection("method.tolerance", tolerance, "use a whole number of at least 1"));
    }
}
