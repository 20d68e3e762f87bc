package org.equipoise.stats.domain.imputation;

/** How the parameters of the imputation model are drawn for each imputation, so that their uncertainty is in the results. */
public sealed interface ParameterDraws permits ParameterDraws.Posterior, ParameterDraws.Bootstrap {

    /**
     * From the Bayesian posterior of an unstructured covariance: {@link org.equipoise.stats.domain.mmrm.MmrmPosterior}, a
     * chain of its own for each imputation, started around the REML estimate.
     *
     * @param steps of each chain, 1 or more; with the largest fraction &lambda; of missing information, a share of about
     *     &lambda;<sup>2 steps</sup> is left of what the start's variance differs from the posterior's
     */
    record Posterior(int steps) implements ParameterDraws {

        /** Checks the number. */
        public Posterior {
            requirePositive("steps", steps);
        }
    }

    /**
     * Approximately Bayesian: the REML estimates of a bootstrap sample, drawn with replacement among the subjects of each
     * arm. For every covariance structure. A sample to which the model cannot be fitted is replaced by the next of the
     * same stream. Source: Honaker and King, American Journal of Political Science 2010;54:561.
     *
     * @param attempts after how many samples without a fit an imputation is given up, 1 or more
     */
    record Bootstrap(int attempts) implements ParameterDraws {

        /** Checks the number. */
        public Bootstrap {
            requirePositive("attempts", attempts);
        }
    }

    /** Refuses numbers below 1. */
    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
    }

    /**
     * Posterior draws with chains of 15 steps.
     *
     * @return the default
     */
    static ParameterDraws posterior() {
        return new Posterior(15);
    }

    /**
     * Bootstrap draws with up to 20 attempts for each.
     *
     * @return the draws
     */
    static ParameterDraws bootstrap() {
        return new Bootstrap(20);
    }
}
