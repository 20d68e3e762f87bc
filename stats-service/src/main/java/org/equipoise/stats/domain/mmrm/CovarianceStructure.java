package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;

/**
 * The form of the covariance matrix of a subject's observations at m visits.
 *
 * <p>The homogeneous forms have one variance, the heterogeneous ones a variance for each visit. Source: Jennrich and
 * Schluchter, Biometrics 1986;42:805; for ante-dependence Gabriel, Annals of Mathematical Statistics 1962;33:201.
 */
public enum CovarianceStructure {
    /** Any covariance matrix; m(m + 1)/2 parameters. */
    UNSTRUCTURED("us"),
    /** One variance, one correlation; 2 parameters. */
    COMPOUND_SYMMETRY("cs"),
    /** m variances, one correlation. */
    HETEROGENEOUS_COMPOUND_SYMMETRY("csh"),
    /** One variance, correlation &rho;<sup>|a&minus;b|</sup>; 2 parameters. */
    AUTOREGRESSIVE("ar1"),
    /** m variances, correlation &rho;<sup>|a&minus;b|</sup>. */
    HETEROGENEOUS_AUTOREGRESSIVE("ar1h"),
    /** One variance, correlation &rho;<sub>|a&minus;b|</sub>; m parameters. */
    TOEPLITZ("toep"),
    /** m variances, correlation &rho;<sub>|a&minus;b|</sub>; 2m &minus; 1 parameters. */
    HETEROGENEOUS_TOEPLITZ("toeph"),
    /** One variance, correlations of neighbours, other correlations their products; m parameters. */
    ANTE_DEPENDENCE("ad"),
    /** m variances, correlations of neighbours, other correlations their products; 2m &minus; 1 parameters. */
    HETEROGENEOUS_ANTE_DEPENDENCE("adh");

    private final String keyword;

    CovarianceStructure(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The short name in formulas.
     *
     * @return for example {@code us}
     */
    public String keyword() {
        return keyword;
    }

    /**
     * The structure of a short name.
     *
     * @param keyword for example {@code us}
     * @return the structure
     * @throws IllegalArgumentException if there is none
     */
    public static CovarianceStructure of(String keyword) {
        return Arrays.stream(values())
                .filter(structure -> structure.keyword.equals(keyword))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no covariance structure " + keyword
                        + "; use one of "
                        + Arrays.stream(values())
                                .map(CovarianceStructure::keyword)
                                .toList()));
    }

    /**
     * The number of parameters.
     *
     * @param visits m, at least 1
     * @return the number for one group
     */
    public int parameters(int visits) {
        return unconstrained(visits).size();
    }

    /** Parameters that may take any value. */
    Parametrization unconstrained(int visits) {
        return this == UNSTRUCTURED ? new LogCholesky(visits) : scaled(visits, false);
    }

    /**
     * Variances with covariances where that makes &Sigma; linear (unstructured, compound symmetry, Toeplitz), variances
     * with correlations otherwise.
     */
    Parametrization natural(int visits) {
        return switch (this) {
            case UNSTRUCTURED -> CovarianceEntries.unstructured(visits);
            case COMPOUND_SYMMETRY -> CovarianceEntries.banded(visits, 1);
            case TOEPLITZ -> CovarianceEntries.banded(visits, visits);
            case HETEROGENEOUS_COMPOUND_SYMMETRY,
                    AUTOREGRESSIVE,
                    HETEROGENEOUS_AUTOREGRESSIVE,
                    HETEROGENEOUS_TOEPLITZ,
                    ANTE_DEPENDENCE,
                    HETEROGENEOUS_ANTE_DEPENDENCE -> scaled(visits, true);
        };
    }

    /** The parameters in which the likelihood is maximized. */
    Parametrization working(int visits) {
        return this == UNSTRUCTURED ? natural(visits) : unconstrained(visits);
    }

    private ScaledCorrelation scaled(int visits, boolean natural) {
        return new ScaledCorrelation(family(), visits, heterogeneous(), natural);
    }

    /** Whether each visit has its own variance. */
    boolean heterogeneous() {
        return switch (this) {
            case UNSTRUCTURED,
                    HETEROGENEOUS_COMPOUND_SYMMETRY,
                    HETEROGENEOUS_AUTOREGRESSIVE,
                    HETEROGENEOUS_TOEPLITZ,
                    HETEROGENEOUS_ANTE_DEPENDENCE -> true;
            case COMPOUND_SYMMETRY, AUTOREGRESSIVE, TOEPLITZ, ANTE_DEPENDENCE -> false;
        };
    }

    private CorrelationFamily family() {
        return switch (this) {
            case COMPOUND_SYMMETRY, HETEROGENEOUS_COMPOUND_SYMMETRY -> CorrelationFamily.COMPOUND_SYMMETRY;
            case AUTOREGRESSIVE, HETEROGENEOUS_AUTOREGRESSIVE -> CorrelationFamily.AUTOREGRESSIVE;
            case TOEPLITZ, HETEROGENEOUS_TOEPLITZ -> CorrelationFamily.TOEPLITZ;
            case UNSTRUCTURED, ANTE_DEPENDENCE, HETEROGENEOUS_ANTE_DEPENDENCE -> CorrelationFamily.ANTE_DEPENDENCE;
        };
    }
}
