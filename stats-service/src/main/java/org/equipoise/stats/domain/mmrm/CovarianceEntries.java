package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;

/**
 * Covariances that are sums of &theta;<sub>i</sub> times fixed patterns of ones.
 *
 * <p>With one parameter for each entry of the lower triangle (row by row) this is the unstructured covariance; with one
 * for each distance |a &minus; b| it is the homogeneous Toeplitz covariance; with one for the diagonal and one for all
 * else, compound symmetry.
 */
final class CovarianceEntries implements Parametrization {

    private final int visits;
    private final int[] parameter;
    private final int size;

    private CovarianceEntries(int visits, int[] parameter) {
        this.visits = visits;
        this.parameter = parameter;
        this.size = Arrays.stream(parameter).max().orElse(-1) + 1;
    }

    /** One parameter for each entry. */
    static CovarianceEntries unstructured(int visits) {
        int[] parameter = new int[visits * visits];
        for (int a = 0; a < visits; a++) {
            for (int b = 0; b <= a; b++) {
                parameter[a * visits + b] = a * (a + 1) / 2 + b;
                parameter[b * visits + a] = a * (a + 1) / 2 + b;
            }
        }
        return new CovarianceEntries(visits, parameter);
    }

    /** One parameter for each distance, distances from the given one on sharing theirs. */
    static CovarianceEntries banded(int visits, int distances) {
        int[] parameter = new int[visits * visits];
        for (int a = 0; a < visits; a++) {
            for (int b = 0; b < visits; b++) {
                parameter[a * visits + b] = Math.min(Math.abs(a - b), distances);
            }
        }
        return new CovarianceEntries(visits, parameter);
    }

    @Override
    public int visits() {
        return visits;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public double[] resembling(double[] sigma) {
        double[] theta = new double[size];
        int[] count = new int[size];
        for (int entry = 0; entry < parameter.length; entry++) {
            theta[parameter[entry]] += sigma[entry];
            count[parameter[entry]]++;
        }
        for (int i = 0; i < size; i++) {
            theta[i] /= count[i];
        }
        return theta;
    }

    @Override
    public void covariance(double[] theta, double[] sigma) {
        for (int entry = 0; entry < parameter.length; entry++) {
            sigma[entry] = theta[parameter[entry]];
        }
    }

    @Override
    public void first(double[] theta, int i, double[] derivative) {
        for (int entry = 0; entry < parameter.length; entry++) {
            derivative[entry] = parameter[entry] == i ? 1 : 0;
        }
    }

    @Override
    public void second(double[] theta, int i, int j, double[] derivative) {
        Arrays.fill(derivative, 0);
    }

    @Override
    public boolean linear() {
        return true;
    }
}
