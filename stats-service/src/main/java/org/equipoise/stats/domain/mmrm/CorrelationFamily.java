package org.equipoise.stats.domain.mmrm;

/**
 * How the correlation of two visits depends on few parameters &rho;; visits are numbered from 0 and a &gt; b.
 *
 * <p>First derivatives are with respect to one &rho;, second with respect to two.
 */
enum CorrelationFamily {
    /** &rho;, for every pair. */
    COMPOUND_SYMMETRY {
        @Override
        int size(int visits) {
            return Math.min(1, visits - 1);
        }

        @Override
        double correlation(double[] rho, int a, int b) {
            return rho[0];
        }

        @Override
        double first(double[] rho, int a, int b, int i) {
            return 1;
        }

        @Override
        double second(double[] rho, int a, int b, Pair pair) {
            return 0;
        }

        @Override
        int informs(int a, int b) {
            return 0;
        }
    },
    /** &rho;<sup>a&minus;b</sup>. */
    AUTOREGRESSIVE {
        @Override
        int size(int visits) {
            return Math.min(1, visits - 1);
        }

        @Override
        double correlation(double[] rho, int a, int b) {
            return Math.pow(rho[0], a - b);
        }

        @Override
        double first(double[] rho, int a, int b, int i) {
            return (a - b) * Math.pow(rho[0], a - b - 1);
        }

        @Override
        double second(double[] rho, int a, int b, Pair pair) {
            int distance = a - b;
            return distance < 2 ? 0 : distance * (distance - 1) * Math.pow(rho[0], distance - 2);
        }

        @Override
        int informs(int a, int b) {
            return a - b == 1 ? 0 : NONE;
        }
    },
    /** &rho;<sub>a&minus;b</sub>. */
    TOEPLITZ {
        @Override
        int size(int visits) {
            return visits - 1;
        }

        @Override
        double correlation(double[] rho, int a, int b) {
            return rho[a - b - 1];
        }

        @Override
        double first(double[] rho, int a, int b, int i) {
            return i == a - b - 1 ? 1 : 0;
        }

        @Override
        double second(double[] rho, int a, int b, Pair pair) {
            return 0;
        }

        @Override
        int informs(int a, int b) {
            return a - b - 1;
        }
    },
    /** &rho;<sub>b</sub>&rho;<sub>b+1</sub>&hellip;&rho;<sub>a&minus;1</sub>. */
    ANTE_DEPENDENCE {
        @Override
        int size(int visits) {
            return visits - 1;
        }

        @Override
        double correlation(double[] rho, int a, int b) {
            return product(rho, a, b, NONE, NONE);
        }

        @Override
        double first(double[] rho, int a, int b, int i) {
            return i >= b && i < a ? product(rho, a, b, i, NONE) : 0;
        }

        @Override
        double second(double[] rho, int a, int b, Pair pair) {
            boolean both = pair.i() >= b && pair.i() < a && pair.j() >= b && pair.j() < a;
            return both && pair.i() != pair.j() ? product(rho, a, b, pair.i(), pair.j()) : 0;
        }

        @Override
        int informs(int a, int b) {
            return a - b == 1 ? b : NONE;
        }

        private static double product(double[] rho, int a, int b, int without, int orWithout) {
            double product = 1;
            for (int k = b; k < a; k++) {
                if (k != without && k != orWithout) {
                    product *= rho[k];
                }
            }
            return product;
        }
    };

    /** No parameter. */
    static final int NONE = -1;

    /** Two parameters to differentiate by. */
    record Pair(int i, int j) {}

    /** The number of correlation parameters for a number of visits. */
    abstract int size(int visits);

    /** The correlation of visits a &gt; b. */
    abstract double correlation(double[] rho, int a, int b);

    /** Its derivative with respect to &rho;<sub>i</sub>. */
    abstract double first(double[] rho, int a, int b, int i);

    /** Its second derivative with respect to two parameters. */
    abstract double second(double[] rho, int a, int b, Pair pair);

    /** The parameter that equals the correlation of visits a &gt; b, or {@link #NONE}. */
    abstract int informs(int a, int b);
}
