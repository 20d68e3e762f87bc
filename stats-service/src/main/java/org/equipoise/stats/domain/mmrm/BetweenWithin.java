package org.equipoise.stats.domain.mmrm;

/**
 * Between-within degrees of freedom.
 *
 * <p>With S subjects, n observations, b columns constant within subjects and w columns that vary (the intercept in
 * neither): between S &minus; b &minus; (1 with an intercept), within n &minus; S &minus; w.
 */
final class BetweenWithin {

    private final boolean[] betweenColumn;
    private final int between;
    private final int within;
    private final int residual;

    BetweenWithin(Observations observations) {
        int p = observations.columns();
        this.betweenColumn = new boolean[p];
        int constant = 0;
        int varying = 0;
        for (int j = 0; j < p; j++) {
            boolean intercept = observations.design().columns().get(j).term().isEmpty();
            boolean varies = observations.variesWithinSubjects(j);
            betweenColumn[j] = !intercept && !varies;
            constant += varies ? 0 : 1;
            varying += varies ? 1 : 0;
        }
        this.between = observations.subjects() - constant;
        this.within = observations.rows() - observations.subjects() - varying;
        this.residual = observations.rows() - p;
    }

    /** The degrees of freedom of functions: the smallest of the columns that any of them involves. */
    int degreesOfFreedom(double[]... functionals) {
        boolean anyBetween = false;
        boolean anyWithin = false;
        for (double[] functional : functionals) {
            for (int j = 0; j < functional.length; j++) {
                if (functional[j] != 0) {
                    anyBetween |= betweenColumn[j];
                    anyWithin |= !betweenColumn[j];
                }
            }
        }
        if (anyBetween && anyWithin) {
            return Math.min(between, within);
        }
        return anyBetween ? between : within;
    }

    /** Observations minus columns. */
    int residual() {
        return residual;
    }
}
