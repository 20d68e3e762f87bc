package org.equipoise.stats.domain.mmrm;

/**
 * The model-based variance |u|&sup2; of a linear function and how it varies with the covariance parameters.
 *
 * @param root C<sup>&minus;1</sup> of {@link Likelihood.Point}; u = C<sup>&minus;1</sup>l
 * @param projections the B<sub>i</sub>: the derivative of |u|&sup2; by parameter i is u'B<sub>i</sub>u
 * @param parameterCovariance W of the parameters
 */
@SuppressWarnings("ArrayRecordComponent")
record ModelVariance(double[] root, double[][] projections, double[] parameterCovariance) {

    /** u = C^-1 l. */
    double[] coordinates(double[] functional) {
        int p = functional.length;
        double[] u = new double[p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                u[i] += root[i * p + j] * functional[j];
            }
        }
        return u;
    }

    /** |u|&sup2;. */
    static double square(double[] u) {
        double sum = 0;
        for (double value : u) {
            sum += value * value;
        }
        return sum;
    }

    /** u'B_i v of every parameter. */
    double[] slopes(double[] u, double[] v) {
        double[] slopes = new double[projections.length];
        for (int i = 0; i < slopes.length; i++) {
            int at = 0;
            double sum = 0;
            for (int row = 0; row < u.length; row++) {
                for (int column = 0; column < row; column++, at++) {
                    sum += projections[i][at] * (u[row] * v[column] + u[column] * v[row]);
                }
                sum += projections[i][at++] * u[row] * v[row];
            }
            slopes[i] = sum;
        }
        return slopes;
    }

    /** s'Wt. */
    double product(double[] s, double[] t) {
        int k = s.length;
        double sum = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                sum += s[i] * parameterCovariance[i * k + j] * t[j];
            }
        }
        return sum;
    }

    /** u / |u|. */
    static double[] unit(double[] u) {
        double largest = 0;
        for (double value : u) {
            largest = Math.max(largest, Math.abs(value));
        }
        double[] unit = new double[u.length];
        double square = 0;
        for (int i = 0; i < u.length && largest > 0; i++) {
            unit[i] = u[i] / largest;
            square += unit[i] * unit[i];
        }
        for (int i = 0; i < u.length && largest > 0; i++) {
            unit[i] /= Math.sqrt(square);
        }
        return unit;
    }

    /** Satterthwaite's degrees of freedom 2v&sup2;/Var(v), the same for every multiple of u; infinite if v is certain. */
    double satterthwaite(double[] u) {
        double[] unit = unit(u);
        double[] slopes = slopes(unit, unit);
        double variance = product(slopes, slopes);
        return variance > 0 ? 2 / variance : Double.POSITIVE_INFINITY;
    }
}
