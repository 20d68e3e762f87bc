package org.equipoise.stats.domain.mmrm;

/**
 * The subjects of one group who were observed at the same visits, condensed to as few units as carry the same sums of
 * squares and products.
 *
 * @param group the group's position
 * @param visits the visits observed, ascending positions, of number m
 * @param subjects how many subjects show the pattern
 * @param units how many units stand for them
 * @param x the units' design rows: unit by unit, visit by visit, p numbers each
 * @param y the units' responses: unit by unit, m numbers each
 */
@SuppressWarnings("ArrayRecordComponent")
record Pattern(int group, int[] visits, int subjects, int units, double[] x, double[] y) {

    /** The number of visits observed. */
    int length() {
        return visits.length;
    }
}
