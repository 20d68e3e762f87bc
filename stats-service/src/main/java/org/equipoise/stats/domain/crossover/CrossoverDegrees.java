package org.equipoise.stats.domain.crossover;

/** How the degrees of freedom of a contrast, and with them its standard error, are found. */
public enum CrossoverDegrees {
    /**
     * Satterthwaite: 2v&sup2;/Var(v) with the observed information of the two variances; the standard error is the plain one. Source:
     * Fai and Cornelius, Journal of Statistical Computation and Simulation 1996;54:363.
     */
    SATTERTHWAITE,
    /**
     * Kenward and Roger, with the expected information of the two variances: the standard error takes into account that the variances are
     * estimated. Source: Biometrics 1997;53:983.
     */
    KENWARD_ROGER
}
