package org.equipoise.stats.domain.crossover;

import java.util.List;

/** Sums of squares and products within subjects and of subjects' means, by the number of a subject's responses. */
final class SubjectMoments {

    private SubjectMoments() {}

    static SubjectModel.Moments of(List<CrossoverObservation> rows, List<double[]> design, double[] response) {
        int width = design.get(0).length + 1;
        int largest = CrossoverData.bySubject(rows).stream()
                .mapToInt(List::size)
                .max()
                .orElse(0);
        double[][] within = new double[width][width];
        double[][][] between = new double[largest + 1][width][width];
        int[] subjects = new int[largest + 1];
        for (List<Integer> own : CrossoverData.bySubject(rows)) {
            double[] mean = new double[width];
            for (int row : own) {
                double[] values = values(design.get(row), response[row]);
                for (int j = 0; j < width; j++) {
                    mean[j] += values[j] / own.size();
                }
            }
            for (int row : own) {
                double[] values = values(design.get(row), response[row]);
                for (int j = 0; j < width; j++) {
                    values[j] -= mean[j];
                }
                addSquare(within, values, 1);
            }
            addSquare(between[own.size()], mean, own.size());
            subjects[own.size()]++;
        }
        return new SubjectModel.Moments(within, between, subjects);
    }

    private static double[] values(double[] design, double response) {
        double[] values = new double[design.length + 1];
        System.arraycopy(design, 0, values, 0, design.length);
        values[design.length] = response;
        return values;
    }

    private static void addSquare(double[][] target, double[] values, double weight) {
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                target[i][j] += weight * values[i] * values[j];
            }
        }
    }
}
