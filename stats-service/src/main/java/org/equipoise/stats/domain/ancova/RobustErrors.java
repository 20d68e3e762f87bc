package org.equipoise.stats.domain.ancova;

/**
 * Standard errors that do not assume one residual variance: the sandwich (X'X)<sup>&minus;1</sup> X' diag(w e&sup2;) X
 * (X'X)<sup>&minus;1</sup> with residuals e and leverages h. Source: MacKinnon and White, Journal of Econometrics
 * 1985;29:305.
 */
public enum RobustErrors {
    /** w = 1. */
    HC0,
    /** w = 1/(1 &minus; h). */
    HC2,
    /** w = 1/(1 &minus; h)&sup2;. */
    HC3;

    double weight(double leverage) {
        double left = 1 - leverage;
        return switch (this) {
            case HC0 -> 1;
            case HC2 -> 1 / left;
            case HC3 -> 1 / (left * left);
        };
    }
}
