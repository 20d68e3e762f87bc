package org.equipoise.stats.domain.imputation;

import java.util.Arrays;
import java.util.Optional;
import org.equipoise.stats.domain.numerics.Cholesky;

/**
 * The distribution of the missing outcomes of a pattern's subjects given the observed ones.
 *
 * <p>With means &mu;* and covariance &Sigma;* of the strategy, o observed and u unobserved visits, the missing outcomes have
 * the mean &mu;*<sub>u</sub> + B(y<sub>o</sub> &minus; &mu;*<sub>o</sub>), B =
 * &Sigma;*<sub>uo</sub>&Sigma;*<sub>oo</sub><sup>&minus;1</sup>, and the covariance &Sigma;*<sub>uu</sub> &minus;
 * B&Sigma;*<sub>ou</sub> = KK'. The composite covariance of jump to reference and copy increments in reference is, with 1
 * before the event, 2 from it on, T of the own arm, R of the reference,
 *
 * <pre>
 * S11 = T11    S21 = R21 R11^-1 T11    S22 = R22 - R21 R11^-1 (R11 - T11) R11^-1 R12
 * </pre>
 */
final class ConditionalDistribution {

    private final ImputationPattern pattern;
    private final double[] regression;
    private final double[] root;

    private ConditionalDistribution(ImputationPattern pattern, double[] regression, double[] root) {
        this.pattern = pattern;
        this.regression = regression;
        this.root = root;
    }

    /**
     * Prepares a pattern.
     *
     * @param pattern the pattern
     * @param own &Sigma; of its arm, m &times; m
     * @param reference &Sigma; of the reference arm
     * @return the distribution, or empty if a part of &Sigma;* is not positive definite in double precision
     */
    static Optional<ConditionalDistribution> of(ImputationPattern pattern, double[][] own, double[][] reference) {
        return covariance(pattern, own, reference).flatMap(sigma -> of(pattern, sigma));
    }

    private static Optional<ConditionalDistribution> of(ImputationPattern pattern, double[][] sigma) {
        int[] seen = pattern.seen();
        int[] unseen = pattern.unseen();
        int o = seen.length;
        int u = unseen.length;
        double[] factor = new double[o * o];
        for (int a = 0; a < o; a++) {
            for (int b = 0; b <= a; b++) {
                factor[a * o + b] = sigma[seen[a]][seen[b]];
            }
        }
        if (!Cholesky.factor(factor, o)) {
            return Optional.empty();
        }
        double[] regression = new double[u * o];
        double[] root = new double[u * u];
        for (int a = 0; a < u; a++) {
            double[] row = new double[o];
            for (int b = 0; b < o; b++) {
                row[b] = sigma[unseen[a]][seen[b]];
            }
            Cholesky.solve(factor, o, row);
            System.arraycopy(row, 0, regression, a * o, o);
            for (int c = 0; c <= a; c++) {
                double rest = sigma[unseen[a]][unseen[c]];
                for (int b = 0; b < o; b++) {
                    rest -= row[b] * sigma[seen[b]][unseen[c]];
                }
                root[a * u + c] = rest;
            }
        }
        return Cholesky.factor(root, u)
                ? Optional.of(new ConditionalDistribution(pattern, regression, root))
                : Optional.empty();
    }

    private static Optional<double[][]> covariance(ImputationPattern pattern, double[][] own, double[][] reference) {
        return switch (pattern.strategy()) {
            case MISSING_AT_RANDOM, LAST_MEAN_CARRIED_FORWARD -> Optional.of(own);
            case COPY_REFERENCE -> Optional.of(reference);
            case JUMP_TO_REFERENCE, COPY_INCREMENTS_IN_REFERENCE -> {
                int event = pattern.event();
                if (own == reference || event == own.length) {
                    yield Optional.of(own);
                }
                yield event == 0 ? Optional.of(reference) : composite(own, reference, event);
            }
        };
    }

    /** S, from the regression F = R21 R11^-1: S21 = F T11, S22 = R22 - F R12 + F S12. */
    private static Optional<double[][]> composite(double[][] own, double[][] reference, int event) {
        int m = own.length;
        double[] factor = new double[event * event];
        for (int a = 0; a < event; a++) {
            for (int b = 0; b <= a; b++) {
                factor[a * event + b] = reference[a][b];
            }
        }
        if (!Cholesky.factor(factor, event)) {
            return Optional.empty();
        }
        double[][] sigma = new double[m][];
        for (int a = 0; a < m; a++) {
            sigma[a] = a < event ? own[a].clone() : reference[a].clone();
        }
        double[][] slopes = new double[m][];
        for (int a = event; a < m; a++) {
            slopes[a] = Arrays.copyOf(reference[a], event);
            Cholesky.solve(factor, event, slopes[a]);
            for (int b = 0; b < event; b++) {
                double sum = 0;
                for (int k = 0; k < event; k++) {
                    sum += slopes[a][k] * own[k][b];
                }
                sigma[a][b] = sum;
                sigma[b][a] = sum;
            }
        }
        for (int a = event; a < m; a++) {
            for (int b = event; b <= a; b++) {
                double sum = reference[a][b];
                for (int k = 0; k < event; k++) {
                    sum += slopes[a][k] * (sigma[b][k] - reference[b][k]);
                }
                sigma[a][b] = sum;
                sigma[b][a] = sum;
            }
        }
        return Optional.of(sigma);
    }

    /**
     * The means &mu;* of a subject.
     *
     * @param own the means in its own arm, m
     * @param reference those in the reference arm, m
     * @return m numbers
     */
    double[] means(double[] own, double[] reference) {
        int event = pattern.event();
        double[] means = own.clone();
        switch (pattern.strategy()) {
            case MISSING_AT_RANDOM -> {}
            case COPY_REFERENCE -> System.arraycopy(reference, 0, means, 0, means.length);
            case JUMP_TO_REFERENCE -> System.arraycopy(reference, event, means, event, means.length - event);
            case COPY_INCREMENTS_IN_REFERENCE -> {
                double benefit = event == 0 || event == means.length ? 0 : own[event - 1] - reference[event - 1];
                for (int visit = event; visit < means.length; visit++) {
                    means[visit] = reference[visit] + benefit;
                }
            }
            case LAST_MEAN_CARRIED_FORWARD -> {
                for (int visit = event; visit < means.length; visit++) {
                    means[visit] = own[event - 1];
                }
            }
        }
        return means;
    }

    /**
     * Fills in the missing outcomes of a subject.
     *
     * @param outcomes m numbers; those at unseen visits are overwritten
     * @param means &mu;*
     * @param normal u standard normal numbers, or all 0 for the conditional mean
     */
    void fill(double[] outcomes, double[] means, double[] normal) {
        int[] seen = pattern.seen();
        int[] unseen = pattern.unseen();
        for (int a = 0; a < unseen.length; a++) {
            double value = means[unseen[a]];
            for (int b = 0; b < seen.length; b++) {
                value += regression[a * seen.length + b] * (outcomes[seen[b]] - means[seen[b]]);
            }
            for (int b = 0; b <= a; b++) {
                value += root[a * unseen.length + b] * normal[b];
            }
            outcomes[unseen[a]] = value;
        }
    }

    ImputationPattern pattern() {
        return pattern;
    }
}
