package org.equipoise.stats.domain.mmrm;

/** How the denominator degrees of freedom of t and F tests are found. */
public enum DegreesOfFreedom {
    /**
     * 2v&sup2;/Var(v) for the estimated variance v of the linear function; with an empirical covariance, the form of Bell
     * and McCaffrey. For several functions at once, the combination of Fai and Cornelius. Sources: Giesbrecht and Burns,
     * Biometrics 1985;41:477; Fai and Cornelius, Journal of Statistical Computation and Simulation 1996;54:363; Bell and
     * McCaffrey, Survey Methodology 2002;28:169.
     */
    SATTERTHWAITE,
    /**
     * The degrees of freedom and the scale that match two moments of the F statistic; REML and a Kenward&ndash;Roger
     * covariance only. Source: Kenward and Roger, Biometrics 1997;53:983.
     */
    KENWARD_ROGER,
    /**
     * Subjects minus columns constant within subjects, or observations minus subjects minus columns that vary; the
     * smaller of the two where both kinds are involved, the intercept counting as varying. Source: Schluchter and Elashoff,
     * Journal of Statistical Computation and Simulation 1990;37:69.
     */
    BETWEEN_WITHIN,
    /** Observations minus columns. */
    RESIDUAL
}
