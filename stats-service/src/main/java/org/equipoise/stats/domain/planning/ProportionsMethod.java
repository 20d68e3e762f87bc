package org.equipoise.stats.domain.planning;

/** Which test of two proportions a plan is for. Each is one-sided towards the effect, with its share of alpha. */
public enum ProportionsMethod {
    /** The difference over its standard error with a common proportion, the root of Pearson's chi-squared. Superiority only. */
    POOLED_Z,
    /** The difference over its standard error with each arm's own proportion (Wald). Poor in small samples. */
    UNPOOLED_Z,
    /**
     * The score test with the standard error at the restricted maximum of the likelihood; with the factor N/(N &minus; 1) in
     * the exact power, which plays no role in the formula. Source: Miettinen and Nurminen, Stat Med 1985;4:213; for the formula
     * Farrington and Manning, Stat Med 1990;9:1447.
     */
    MIETTINEN_NURMINEN,
    /** Fisher's exact test; its sample size is found by enumeration. Superiority only. */
    FISHER;

    /** Whether the null hypothesis may be a difference other than 0. */
    boolean allowsMargin() {
        return switch (this) {
            case POOLED_Z, FISHER -> false;
            case UNPOOLED_Z, MIETTINEN_NURMINEN -> true;
        };
    }
}
