package org.equipoise.stats.domain.mmrm;

/**
 * How the covariance matrix of the estimated coefficients is estimated.
 *
 * <p>&Phi; = (X'V<sup>&minus;1</sup>X)<sup>&minus;1</sup> takes the estimated V for the true one. The Kenward&ndash;Roger
 * forms add what that leaves out, to second order: &Phi; + 2&Phi;[&Sigma;<sub>ij</sub> w<sub>ij</sub>(Q<sub>ij</sub>
 * &minus; P<sub>i</sub>&Phi;P<sub>j</sub> &minus; R<sub>ij</sub>/4)]&Phi; with W = (w<sub>ij</sub>) the inverse of the
 * observed information on the covariance parameters. The empirical forms hold whatever the true V is; with e<sub>i</sub>
 * the whitened residuals of subject i and H<sub>i</sub> the whitened hat matrix, they sum the squares of
 * X<sub>i</sub>'V<sub>i</sub><sup>&minus;1/2</sup>(I &minus; H<sub>i</sub>)<sup>&minus;q</sup>e<sub>i</sub>. Sources:
 * Kenward and Roger, Biometrics 1997;53:983 and Computational Statistics and Data Analysis 2009;53:2583; Liang and Zeger,
 * Biometrika 1986;73:13; Mancl and DeRouen, Biometrics 2001;57:126; Bell and McCaffrey, Survey Methodology 2002;28:169.
 */
public enum CoefficientCovariance {
    /** &Phi;. */
    ASYMPTOTIC,
    /** Kenward&ndash;Roger without the second derivatives R of the covariance; the same for every parametrization. */
    KENWARD_ROGER_LINEAR,
    /** Kenward&ndash;Roger with R by unconstrained parameters (log &sigma; and transformed correlations), as in R's mmrm. */
    KENWARD_ROGER_FULL,
    /**
     * Kenward&ndash;Roger with R by variances with correlations, or with covariances where those make the structure linear
     * (unstructured, compound symmetry, Toeplitz), as in SAS; for those it equals {@link #KENWARD_ROGER_LINEAR}.
     */
    KENWARD_ROGER_FULL_NATURAL,
    /** Sandwich, q = 0; too small in small samples. */
    EMPIRICAL,
    /** Sandwich with q = 1, nearly the jackknife over subjects; too large in small samples. */
    EMPIRICAL_JACKKNIFE,
    /** Sandwich with q = 1/2, free of bias where V is right. */
    EMPIRICAL_BIAS_REDUCED;

    /** Whether the form belongs to Kenward and Roger. */
    boolean kenwardRoger() {
        return switch (this) {
            case KENWARD_ROGER_LINEAR, KENWARD_ROGER_FULL, KENWARD_ROGER_FULL_NATURAL -> true;
            case ASYMPTOTIC, EMPIRICAL, EMPIRICAL_JACKKNIFE, EMPIRICAL_BIAS_REDUCED -> false;
        };
    }

    /** Whether the form is a sandwich. */
    boolean empirical() {
        return switch (this) {
            case EMPIRICAL, EMPIRICAL_JACKKNIFE, EMPIRICAL_BIAS_REDUCED -> true;
            case ASYMPTOTIC, KENWARD_ROGER_LINEAR, KENWARD_ROGER_FULL, KENWARD_ROGER_FULL_NATURAL -> false;
        };
    }
}
