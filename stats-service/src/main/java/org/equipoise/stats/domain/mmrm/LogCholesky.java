package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;
import org.equipoise.stats.domain.numerics.Cholesky;

/**
 * The unstructured covariance in unconstrained parameters: &Sigma; = LL' with L = diag(e<sup>&theta;</sup>) C, C lower
 * triangular with ones on its diagonal.
 *
 * <p>&theta; holds m logarithms, then the entries of C below the diagonal, row by row. Every &theta; gives a positive
 * definite &Sigma;.
 */
final class LogCholesky implements Parametrization {

    private final int visits;

    LogCholesky(int visits) {
        this.visits = visits;
    }

    @Override
    public int visits() {
        return visits;
    }

    @Override
    public int size() {
        return visits * (visits + 1) / 2;
    }

    @Override
    public double[] resembling(double[] sigma) {
        double[] factor = sigma.clone();
        double[] theta = new double[size()];
        if (!Cholesky.factor(factor, visits)) {
            for (int a = 0; a < visits; a++) {
                theta[a] = 0.5 * Math.log(Math.max(sigma[a * visits + a], Double.MIN_NORMAL));
            }
            return theta;
        }
        int next = visits;
        for (int a = 0; a < visits; a++) {
            double scale = factor[a * visits + a];
            theta[a] = Math.log(scale);
            for (int b = 0; b < a; b++) {
                theta[next++] = factor[a * visits + b] / scale;
            }
        }
        return theta;
    }

    private double[] factor(double[] theta) {
        double[] factor = new double[visits * visits];
        int next = visits;
        for (int a = 0; a < visits; a++) {
            double scale = Math.exp(theta[a]);
            for (int b = 0; b < a; b++) {
                factor[a * visits + b] = scale * theta[next++];
            }
            factor[a * visits + a] = scale;
        }
        return factor;
    }

    /** The row of L that a parameter moves. */
    private int row(int parameter) {
        if (parameter < visits) {
            return parameter;
        }
        int row = 1;
        while (visits + row * (row + 1) / 2 <= parameter) {
            row++;
        }
        return row;
    }

    /** The derivative of that row of L with respect to the parameter. */
    private double[] rowDerivative(double[] theta, double[] factor, int parameter) {
        int row = row(parameter);
        double[] derivative = new double[visits];
        if (parameter < visits) {
            System.arraycopy(factor, row * visits, derivative, 0, visits);
        } else {
            derivative[parameter - visits - row * (row - 1) / 2] = Math.exp(theta[row]);
        }
        return derivative;
    }

    /** The second derivative of that row, zero unless both parameters move it and one of them is its logarithm. */
    private double[] rowSecondDerivative(double[] theta, double[] factor, int i, int j) {
        int scale = Math.min(i, j);
        if (row(i) != row(j) || scale >= visits) {
            return new double[visits];
        }
        return rowDerivative(theta, factor, Math.max(i, j));
    }

    @Override
    public void covariance(double[] theta, double[] sigma) {
        double[] factor = factor(theta);
        for (int a = 0; a < visits; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int k = 0; k <= b; k++) {
                    sum += factor[a * visits + k] * factor[b * visits + k];
                }
                sigma[a * visits + b] = sum;
                sigma[b * visits + a] = sum;
            }
        }
    }

    @Override
    public void first(double[] theta, int i, double[] derivative) {
        Arrays.fill(derivative, 0);
        double[] factor = factor(theta);
        addProducts(factor, row(i), rowDerivative(theta, factor, i), derivative);
    }

    /** Adds e v'L' + L v e' where e is the unit vector of a row and v a change of that row of L. */
    private void addProducts(double[] factor, int row, double[] change, double[] sum) {
        for (int b = 0; b < visits; b++) {
            double product = 0;
            for (int k = 0; k < visits; k++) {
                product += change[k] * factor[b * visits + k];
            }
            sum[row * visits + b] += product;
            sum[b * visits + row] += product;
        }
    }

    @Override
    public void second(double[] theta, int i, int j, double[] derivative) {
        Arrays.fill(derivative, 0);
        double[] factor = factor(theta);
        addProducts(factor, row(i), rowSecondDerivative(theta, factor, i, j), derivative);
        double[] left = rowDerivative(theta, factor, i);
        double[] right = rowDerivative(theta, factor, j);
        double product = 0;
        for (int k = 0; k < visits; k++) {
            product += left[k] * right[k];
        }
        derivative[row(i) * visits + row(j)] += product;
        derivative[row(j) * visits + row(i)] += product;
    }

    @Override
    public boolean linear() {
        return false;
    }
}
