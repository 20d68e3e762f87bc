package org.equipoise.stats.domain.mmrm;

/**
 * Covariances &Sigma;<sub>ab</sub> = &sigma;<sub>a</sub>&sigma;<sub>b</sub>R<sub>ab</sub>(&rho;), with one &sigma; for
 * all visits or one for each.
 *
 * <p>&theta; holds the scales, then the correlations. In unconstrained parameters a scale is log &sigma;, and a
 * correlation is &rho;/&radic;(1 &minus; &rho;&sup2;), or logit((&rho; + a)/(1 + a)) with a = 1/(m &minus; 1) for
 * compound symmetry. In natural parameters a scale is the variance &sigma;&sup2; and a correlation is &rho; itself.
 */
final class ScaledCorrelation implements Parametrization {

    private final CorrelationFamily family;
    private final int visits;
    private final boolean heterogeneous;
    private final boolean natural;
    private final int scales;

    ScaledCorrelation(CorrelationFamily family, int visits, boolean heterogeneous, boolean natural) {
        this.family = family;
        this.visits = visits;
        this.heterogeneous = heterogeneous;
        this.natural = natural;
        this.scales = heterogeneous ? visits : 1;
    }

    @Override
    public int visits() {
        return visits;
    }

    @Override
    public int size() {
        return scales + family.size(visits);
    }

    @Override
    public boolean linear() {
        return false;
    }

    @Override
    public double[] resembling(double[] sigma) {
        double[] theta = new double[size()];
        for (int a = 0; a < visits; a++) {
            theta[scale(a)] += sigma[a * visits + a] * scales / visits;
        }
        double[] rho = new double[size() - scales];
        int[] count = new int[rho.length];
        for (int a = 0; a < visits; a++) {
            for (int b = 0; b < a; b++) {
                int i = family.informs(a, b);
                if (i != CorrelationFamily.NONE) {
                    rho[i] += sigma[a * visits + b] / Math.sqrt(sigma[a * visits + a] * sigma[b * visits + b]);
                    count[i]++;
                }
            }
        }
        for (int i = 0; i < rho.length; i++) {
            theta[scales + i] = correlationParameter(rho[i] / count[i]);
        }
        for (int i = 0; i < scales; i++) {
            theta[i] = natural ? theta[i] : 0.5 * Math.log(theta[i]);
        }
        return theta;
    }

    private int scale(int visit) {
        return heterogeneous ? visit : 0;
    }

    private double correlationParameter(double rho) {
        if (natural) {
            return rho;
        }
        if (family != CorrelationFamily.COMPOUND_SYMMETRY) {
            double inside = Math.max(-1 + 1e-12, Math.min(1 - 1e-12, rho));
            return inside / Math.sqrt((1 - inside) * (1 + inside));
        }
        double bound = 1.0 / (visits - 1);
        double share = Math.max(1e-12, Math.min(1 - 1e-12, (rho + bound) / (1 + bound)));
        return Math.log(share / (1 - share));
    }

    private double deviation(double[] theta, int i) {
        return natural ? Math.sqrt(theta[i]) : Math.exp(theta[i]);
    }

    private double deviationFirst(double[] theta, int i) {
        return natural ? 0.5 / Math.sqrt(theta[i]) : Math.exp(theta[i]);
    }

    private double deviationSecond(double[] theta, int i) {
        return natural ? -0.25 / (theta[i] * Math.sqrt(theta[i])) : Math.exp(theta[i]);
    }

    private double[] rho(double[] theta) {
        double[] rho = new double[size() - scales];
        for (int i = 0; i < rho.length; i++) {
            rho[i] = correlation(theta[scales + i]);
        }
        return rho;
    }

    private double correlation(double parameter) {
        if (natural) {
            return parameter;
        }
        if (family != CorrelationFamily.COMPOUND_SYMMETRY) {
            return parameter / Math.hypot(1, parameter);
        }
        double bound = 1.0 / (visits - 1);
        return logistic(parameter) * (1 + bound) - bound;
    }

    private double correlationFirst(double parameter) {
        if (natural) {
            return 1;
        }
        if (family != CorrelationFamily.COMPOUND_SYMMETRY) {
            return Math.pow(1 + parameter * parameter, -1.5);
        }
        double share = logistic(parameter);
        return share * logistic(-parameter) * (1 + 1.0 / (visits - 1));
    }

    private double correlationSecond(double parameter) {
        if (natural) {
            return 0;
        }
        if (family != CorrelationFamily.COMPOUND_SYMMETRY) {
            return -3 * parameter * Math.pow(1 + parameter * parameter, -2.5);
        }
        return correlationFirst(parameter) * (logistic(-parameter) - logistic(parameter));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Override
    public void covariance(double[] theta, double[] sigma) {
        double[] rho = rho(theta);
        for (int a = 0; a < visits; a++) {
            for (int b = 0; b <= a; b++) {
                double correlation = a == b ? 1 : family.correlation(rho, a, b);
                put(sigma, a, b, deviation(theta, scale(a)) * deviation(theta, scale(b)) * correlation);
            }
        }
    }

    private void put(double[] matrix, int a, int b, double value) {
        matrix[a * visits + b] = value;
        matrix[b * visits + a] = value;
    }

    @Override
    public void first(double[] theta, int i, double[] derivative) {
        double[] rho = rho(theta);
        for (int a = 0; a < visits; a++) {
            for (int b = 0; b <= a; b++) {
                double value = i < scales
                        ? scaleFirst(theta, a, b, i) * correlationOf(rho, a, b)
                        : scaleOf(theta, a, b) * correlationDerivative(theta, rho, new int[] {a, b}, i);
                put(derivative, a, b, value);
            }
        }
    }

    private double correlationOf(double[] rho, int a, int b) {
        return a == b ? 1 : family.correlation(rho, a, b);
    }

    private double scaleOf(double[] theta, int a, int b) {
        return deviation(theta, scale(a)) * deviation(theta, scale(b));
    }

    private double scaleFirst(double[] theta, int a, int b, int i) {
        double left = scale(a) == i ? deviationFirst(theta, i) * deviation(theta, scale(b)) : 0;
        double right = scale(b) == i ? deviationFirst(theta, i) * deviation(theta, scale(a)) : 0;
        return left + right;
    }

    private double scaleSecond(double[] theta, int[] entry, int i, int j) {
        int left = scale(entry[0]);
        int right = scale(entry[1]);
        double sum = 0;
        if (left == i && left == j) {
            sum += deviationSecond(theta, i) * deviation(theta, right);
        }
        if (right == i && right == j) {
            sum += deviationSecond(theta, i) * deviation(theta, left);
        }
        if (left == i && right == j) {
            sum += deviationFirst(theta, i) * deviationFirst(theta, j);
        }
        if (left == j && right == i) {
            sum += deviationFirst(theta, i) * deviationFirst(theta, j);
        }
        return sum;
    }

    private double correlationDerivative(double[] theta, double[] rho, int[] entry, int i) {
        if (entry[0] == entry[1]) {
            return 0;
        }
        return family.first(rho, entry[0], entry[1], i - scales) * correlationFirst(theta[i]);
    }

    @Override
    public void second(double[] theta, int i, int j, double[] derivative) {
        double[] rho = rho(theta);
        int low = Math.min(i, j);
        int high = Math.max(i, j);
        for (int a = 0; a < visits; a++) {
            for (int b = 0; b <= a; b++) {
                int[] entry = {a, b};
                double value;
                if (high < scales) {
                    value = scaleSecond(theta, entry, low, high) * correlationOf(rho, a, b);
                } else if (low < scales) {
                    value = scaleFirst(theta, a, b, low) * correlationDerivative(theta, rho, entry, high);
                } else {
                    value = scaleOf(theta, a, b)
                            * correlationSecondDerivative(theta, rho, entry, new int[] {low, high});
                }
                put(derivative, a, b, value);
            }
        }
    }

    private double correlationSecondDerivative(double[] theta, double[] rho, int[] entry, int[] parameters) {
        if (entry[0] == entry[1]) {
            return 0;
        }
        int i = parameters[0];
        int j = parameters[1];
        double value = family.second(rho, entry[0], entry[1], new CorrelationFamily.Pair(i - scales, j - scales))
                * correlationFirst(theta[i])
                * correlationFirst(theta[j]);
        if (i == j) {
            value += family.first(rho, entry[0], entry[1], i - scales) * correlationSecond(theta[i]);
        }
        return value;
    }
}
