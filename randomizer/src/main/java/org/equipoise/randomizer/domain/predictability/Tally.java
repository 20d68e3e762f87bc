package org.equipoise.randomizer.domain.predictability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Who went where so far: the arms' numbers in each stratum, and whether somebody found a stratum's entries used up.
 *
 * @param counts by stratum and arm
 * @param ranOut whether a subject found no entry
 */
record Tally(List<List<Integer>> counts, boolean ranOut) {

    static Tally none(int strata, int arms) {
        return new Tally(Collections.nCopies(strata, Collections.nCopies(arms, 0)), false);
    }

    int at(int stratum) {
        return counts.get(stratum).stream().mapToInt(count -> count).sum();
    }

    Tally plus(int stratum, int arm) {
        List<List<Integer>> after = new ArrayList<>(counts);
        after.set(stratum, SequenceLaw.plusOne(counts.get(stratum), arm));
        return new Tally(List.copyOf(after), ranOut);
    }

    Tally withoutEntry() {
        return new Tally(counts, true);
    }

    /** The arms' numbers over several strata. */
    List<Integer> over(List<Integer> strata) {
        List<Integer> sum = new ArrayList<>(Collections.nCopies(counts.get(0).size(), 0));
        for (int stratum : strata) {
            for (int arm = 0; arm < sum.size(); arm++) {
                sum.set(arm, sum.get(arm) + counts.get(stratum).get(arm));
            }
        }
        return sum;
    }
}
