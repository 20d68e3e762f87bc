package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;

/**
 * Derivatives of &minus;2l with respect to the entries of &Sigma;, from which those of every parametrization follow.
 *
 * <p>Entry e = (a, b), b &le; a, has position a(a + 1)/2 + b, plus m(m + 1)/2 for each group before its own. U<sub>e</sub>
 * is the matrix with ones at (a, b) and (b, a), W = V<sup>&minus;1</sup>, s = Wr, A<sub>e</sub> = X'WU<sub>e</sub>WX,
 * b<sub>e</sub> = X'WU<sub>e</sub>s. Then, sums over subjects implied and the terms in &Phi; for REML only,
 *
 * <pre>
 * gradient_e  = tr(W U_e) - s'U_e s - tr(&Phi; A_e)
 * observed_ef = -tr(W U_e W U_f) + 2 tr(&Phi; X'W U_e W U_f W X) - tr(&Phi; A_e &Phi; A_f)
 *               + 2 s'U_e W U_f s - 2 b_e'&Phi; b_f
 * expected_ef = tr(W U_e W U_f) - 2 tr(&Phi; X'W U_e W U_f W X) + tr(&Phi; A_e &Phi; A_f)
 * </pre>
 *
 * <p>(b<sub>e</sub>'&Phi;b<sub>f</sub> belongs to ML too.) With &Phi; = C'<sup>&minus;1</sup>C<sup>&minus;1</sup> the class
 * keeps B<sub>e</sub> = C<sup>&minus;1</sup>A<sub>e</sub>C'<sup>&minus;1</sup> as packed lower triangles, so that
 * tr(&Phi;A<sub>e</sub>&Phi;A<sub>f</sub>) = &lt;B<sub>e</sub>, B<sub>f</sub>&gt;. Source: Lindstrom and Bates, Journal
 * of the American Statistical Association 1988;83:1014; Johnson and Thompson, Journal of Dairy Science 1995;78:449.
 */
final class EntryDerivatives {

    private final Likelihood likelihood;
    private final Likelihood.Point point;
    private final int perGroup;
    private final double[] gradient;
    private final double[] observed;
    private final double[] expected;
    private final double[][] projections;
    private final double[][] scores;

    EntryDerivatives(Likelihood likelihood, Likelihood.Point point, int groups) {
        this.likelihood = likelihood;
        this.point = point;
        int m = likelihood.visits();
        int p = likelihood.columns();
        this.perGroup = m * (m + 1) / 2;
        int entries = groups * perGroup;
        this.gradient = new double[entries];
        this.observed = new double[entries * entries];
        this.expected = new double[entries * entries];
        this.projections = new double[entries][p * (p + 1) / 2];
        this.scores = new double[entries][p];
        for (int g = 0; g < likelihood.patterns().size(); g++) {
            add(likelihood.patterns().get(g), point.inverses()[g]);
        }
        mirror(observed);
        mirror(expected);
    }

    private void mirror(double[] matrix) {
        int size = gradient.length;
        for (int e = 0; e < size; e++) {
            for (int f = 0; f < e; f++) {
                matrix[f * size + e] = matrix[e * size + f];
            }
        }
    }

    static int position(int a, int b) {
        return a >= b ? a * (a + 1) / 2 + b : b * (b + 1) / 2 + a;
    }

    private void add(Pattern pattern, double[] inverse) {
        int m = pattern.length();
        double[] hat = new double[m * m];
        double[] square = new double[m * m];
        double[] rows = new double[m * likelihood.columns()];
        double[] residuals = new double[m];
        for (int unit = 0; unit < pattern.units(); unit++) {
            projectedRows(pattern, inverse, unit, rows);
            weightedResiduals(pattern, inverse, unit, residuals);
            addProducts(pattern, rows, residuals);
            addSquares(rows, residuals, hat, square);
        }
        addLocalTerms(pattern, inverse, hat, square);
    }

    /** C^-1 X'W of a unit, one row of p numbers for each visit. */
    void projectedRows(Pattern pattern, double[] inverse, int unit, double[] rows) {
        int m = pattern.length();
        int p = likelihood.columns();
        double[] weighted = new double[p];
        double[] root = point.root();
        for (int a = 0; a < m; a++) {
            Arrays.fill(weighted, 0);
            for (int b = 0; b < m; b++) {
                double factor = inverse[a * m + b];
                int from = (unit * m + b) * p;
                for (int j = 0; j < p; j++) {
                    weighted[j] += factor * pattern.x()[from + j];
                }
            }
            for (int i = 0; i < p; i++) {
                double sum = 0;
                for (int j = 0; j <= i; j++) {
                    sum += root[i * p + j] * weighted[j];
                }
                rows[a * p + i] = sum;
            }
        }
    }

    private void weightedResiduals(Pattern pattern, double[] inverse, int unit, double[] weighted) {
        int m = pattern.length();
        Arrays.fill(weighted, 0);
        for (int b = 0; b < m; b++) {
            double residual = OrthogonalDesign.residual(pattern, point.gamma(), unit * m + b);
            for (int a = 0; a < m; a++) {
                weighted[a] += inverse[a * m + b] * residual;
            }
        }
    }

    private void addProducts(Pattern pattern, double[] rows, double[] residuals) {
        int p = likelihood.columns();
        int offset = pattern.group() * perGroup;
        for (int a = 0; a < pattern.length(); a++) {
            for (int b = 0; b <= a; b++) {
                int entry = offset + position(pattern.visits()[a], pattern.visits()[b]);
                double[] score = scores[entry];
                double half = a == b ? 0.5 : 1;
                for (int j = 0; j < p; j++) {
                    score[j] += half * (rows[a * p + j] * residuals[b] + rows[b * p + j] * residuals[a]);
                }
                addProduct(rows, a * p, b * p, half, projections[entry]);
            }
        }
    }

    /** Adds half (u v' + v u') as a packed lower triangle. */
    private void addProduct(double[] rows, int u, int v, double half, double[] packed) {
        int p = likelihood.columns();
        int at = 0;
        for (int i = 0; i < p; i++) {
            double left = half * rows[u + i];
            double right = half * rows[v + i];
            for (int j = 0; j <= i; j++) {
                packed[at + j] += left * rows[v + j] + right * rows[u + j];
            }
            at += i + 1;
        }
    }

    private void addSquares(double[] rows, double[] residuals, double[] hat, double[] square) {
        int m = residuals.length;
        int p = likelihood.columns();
        for (int a = 0; a < m; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int j = 0; j < p; j++) {
                    sum += rows[a * p + j] * rows[b * p + j];
                }
                hat[a * m + b] += sum;
                square[a * m + b] += residuals[a] * residuals[b];
                hat[b * m + a] = hat[a * m + b];
                square[b * m + a] = square[a * m + b];
            }
        }
    }

    private void addLocalTerms(Pattern pattern, double[] inverse, double[] hat, double[] square) {
        int m = pattern.length();
        int n = pattern.subjects();
        double[] curvature = new double[m * m];
        double[] information = new double[m * m];
        double[] slope = new double[m * m];
        for (int i = 0; i < m * m; i++) {
            double projected = likelihood.restricted() ? hat[i] : 0;
            slope[i] = n * inverse[i] - projected - square[i];
            curvature[i] = -n * inverse[i] + 2 * projected + 2 * square[i];
            information[i] = n * inverse[i] - 2 * projected;
        }
        int size = gradient.length;
        int offset = pattern.group() * perGroup;
        int[] visit = pattern.visits();
        for (int a = 0; a < m; a++) {
            for (int b = 0; b <= a; b++) {
                int row = offset + position(visit[a], visit[b]);
                gradient[row] += (a == b ? 1 : 2) * slope[a * m + b];
                for (int c = 0; c <= a; c++) {
                    for (int d = 0; d <= c && (c < a || d <= b); d++) {
                        int at = row * size + offset + position(visit[c], visit[d]);
                        observed[at] += trace(curvature, inverse, new Indices(m, a, b, c, d));
                        expected[at] += trace(information, inverse, new Indices(m, a, b, c, d));
                    }
                }
            }
        }
    }

    private record Indices(int m, int a, int b, int c, int d) {}

    /** tr(M U_ab W U_cd). */
    private static double trace(double[] left, double[] right, Indices at) {
        int m = at.m;
        int a = at.a;
        int b = at.b;
        int c = at.c;
        int d = at.d;
        double sum = left[d * m + a] * right[b * m + c];
        if (a != b) {
            sum += left[d * m + b] * right[a * m + c];
        }
        if (c != d) {
            sum += left[c * m + a] * right[b * m + d];
            if (a != b) {
                sum += left[c * m + b] * right[a * m + d];
            }
        }
        return sum;
    }

    /**
     * Adds the terms in products of sums over all subjects, for entries or for combinations of them.
     *
     * @param curvature observed second derivatives without these terms, k &times; k
     * @param information expected ones
     * @param matrices the k matrices B, packed
     * @param vectors the k vectors C<sup>&minus;1</sup>b
     */
    void addShared(double[] curvature, double[] information, double[][] matrices, double[][] vectors) {
        int k = matrices.length;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double projected = likelihood.restricted() ? inner(matrices[i], matrices[j]) : 0;
                double score = 0;
                for (int at = 0; at < vectors[i].length; at++) {
                    score += vectors[i][at] * vectors[j][at];
                }
                curvature[i * k + j] -= projected + 2 * score;
                information[i * k + j] += projected;
                if (i != j) {
                    curvature[j * k + i] -= projected + 2 * score;
                    information[j * k + i] += projected;
                }
            }
        }
    }

    /** &lt;B, D&gt; of two symmetric matrices in packed lower triangles. */
    private double inner(double[] left, double[] right) {
        double all = 0;
        for (int i = 0; i < left.length; i++) {
            all += left[i] * right[i];
        }
        double diagonal = 0;
        int at = 0;
        for (int i = 0; i < likelihood.columns(); i++) {
            diagonal += left[at] * right[at];
            at += i + 2;
        }
        return 2 * all - diagonal;
    }

    double[] gradient() {
        return gradient;
    }

    /** The observed second derivatives without the terms of {@link #addShared}. */
    double[] observed() {
        return observed;
    }

    /** The expected second derivatives without the terms of {@link #addShared}. */
    double[] expected() {
        return expected;
    }

    double[][] projections() {
        return projections;
    }

    double[][] scores() {
        return scores;
    }

    int perGroup() {
        return perGroup;
    }
}
