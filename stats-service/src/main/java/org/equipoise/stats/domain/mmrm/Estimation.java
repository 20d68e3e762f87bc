package org.equipoise.stats.domain.mmrm;

/** What is maximized over the covariance parameters. */
public enum Estimation {
    /**
     * The restricted likelihood, that of the contrasts free of fixed effects. Source: Patterson and Thompson, Biometrika
     * 1971;58:545.
     */
    REML,
    /** The likelihood, with the fixed effects at their best for each covariance. */
    ML
}
