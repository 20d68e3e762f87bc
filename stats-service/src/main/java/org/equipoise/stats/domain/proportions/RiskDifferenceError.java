package org.equipoise.stats.domain.proportions;

/** How the standard error of a Mantel&ndash;Haenszel risk difference is estimated. */
public enum RiskDifferenceError {
    /** Sato's, valid for few large and for many small strata. Source: Biometrics 1989;45:1323. */
    SATO,
    /** Greenland and Robins', for large strata. Source: Biometrics 1985;41:55. */
    GREENLAND_ROBINS
}
