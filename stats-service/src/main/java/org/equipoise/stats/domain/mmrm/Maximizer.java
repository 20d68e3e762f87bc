package org.equipoise.stats.domain.mmrm;

import java.util.Optional;
import org.equipoise.stats.domain.numerics.Cholesky;

/**
 * Newton's method with Fisher scoring and step control on the covariance parameters.
 *
 * <p>The first step is a Fisher step (expected information). Each later one is a Newton step (observed information)
 * where that is positive definite and lowers &minus;2l by a share of what it promises, else a Fisher step, shortened by
 * halves until it does. Steps leave the region of positive definite matrices never. The unstructured covariance is
 * maximized over its entries, where Fisher scoring solves complete data in one step; other structures over unconstrained
 * parameters. Done when no derivative of &minus;l with respect to an unconstrained parameter exceeds 1e-9 in magnitude,
 * or when steps no longer change anything and none exceeds 1e-6.
 */
final class Maximizer {

    /** A gradient that cannot be improved on. */
    private static final double TARGET = 1e-9;

    /** The largest gradient of a maximum. */
    static final double ACCEPTED = 1e-6;

    private static final int ITERATIONS = 150;
    private static final int HALVINGS = 30;
    private static final double SUFFICIENT = 1e-4;
    private static final double LONGEST_STEP = 3;
    private static final double LOCAL = 20;
    private static final double SHRINKAGE = 0.2;

    private final Likelihood likelihood;
    private final GroupedCovariance working;
    private final GroupedCovariance unconstrained;
    private final Runnable beforeEachStep;

    Maximizer(Likelihood likelihood, CovarianceStructure structure, int groups, Runnable beforeEachStep) {
        this.beforeEachStep = beforeEachStep;
        this.likelihood = likelihood;
        this.working = new GroupedCovariance(structure.working(likelihood.visits()), groups);
        this.unconstrained = new GroupedCovariance(structure.unconstrained(likelihood.visits()), groups);
    }

    GroupedCovariance working() {
        return working;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Step(double[] theta, Likelihood.Point point) {}

    /**
     * Climbs from a start.
     *
     * @param start one positive definite matrix for each group
     * @return where it ended, with whatever gradient is left there; empty if the start has no likelihood
     */
    Optional<Maximum> from(double[][] start) {
        Optional<Step> first = feasible(start);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Step current = first.get();
        Maximum best = describe(current, 0);
        for (int iteration = 1; iteration <= ITERATIONS && best.gradient() > TARGET; iteration++) {
            beforeEachStep.run();
            Optional<Step> next = step(current, best);
            if (next.isEmpty()) {
                break;
            }
            Maximum reached = describe(next.get(), iteration);
            boolean stalled = best.gradient() < ACCEPTED && reached.gradient() > 0.3 * best.gradient();
            current = next.get();
            if (!stalled || reached.gradient() < best.gradient()) {
                best = reached;
            }
            if (stalled) {
                break;
            }
        }
        return Optional.of(best);
    }

    /** The start brought into the family, with covariances shrunk as far as needed to have a likelihood. */
    private Optional<Step> feasible(double[][] start) {
        int m = likelihood.visits();
        for (double shrinkage = 1; shrinkage > -SHRINKAGE / 2; shrinkage -= SHRINKAGE) {
            double[][] shrunk = new double[start.length][m * m];
            for (int g = 0; g < start.length; g++) {
                for (int at = 0; at < m * m; at++) {
                    shrunk[g][at] = start[g][at] * (at / m == at % m ? 1 : shrinkage);
                }
            }
            double[] theta = working.resembling(shrunk);
            Optional<Likelihood.Point> point = likelihood.at(working.covariances(theta));
            if (point.isPresent()) {
                return Optional.of(new Step(theta, point.get()));
            }
        }
        return Optional.empty();
    }

    private Maximum describe(Step step, int iteration) {
        double[][] sigma = working.covariances(step.theta);
        EntryDerivatives entries = new EntryDerivatives(likelihood, step.point, working.groups());
        ParameterDerivatives derivatives = ParameterDerivatives.of(entries, working, step.theta);
        return new Maximum(
                step.theta, sigma, step.point, entries, derivatives, largestGradient(entries, sigma), iteration);
    }

    private double largestGradient(EntryDerivatives entries, double[][] sigma) {
        double[] theta = unconstrained.resembling(sigma);
        double[][] jacobian = unconstrained.jacobian(theta);
        double largest = 0;
        for (int i = 0; i < theta.length; i++) {
            double sum = 0;
            for (int e = 0; e < jacobian.length; e++) {
                sum += jacobian[e][i] * entries.gradient()[e];
            }
            largest = Math.max(largest, Math.abs(sum) / 2);
        }
        return largest;
    }

    private Optional<Step> step(Step current, Maximum at) {
        ParameterDerivatives derivatives = at.derivatives();
        Optional<double[]> newton = direction(derivatives.observed(), derivatives.gradient());
        Optional<double[]> fisher = direction(derivatives.expected(), derivatives.gradient());
        boolean local = newton.isPresent() && decrement(newton.get(), derivatives.gradient()) < LOCAL;
        if (newton.isPresent() && (local || fisher.isEmpty())) {
            Optional<Step> full = along(current, newton.get(), derivatives.gradient(), fisher.isEmpty() ? HALVINGS : 2);
            if (full.isPresent()) {
                return full;
            }
        }
        if (fisher.isPresent()) {
            Optional<Step> scored = along(current, fisher.get(), derivatives.gradient(), HALVINGS);
            if (scored.isPresent() || newton.isEmpty()) {
                return scored;
            }
            return along(current, newton.get(), derivatives.gradient(), HALVINGS);
        }
        return along(current, descent(derivatives.gradient()), derivatives.gradient(), HALVINGS);
    }

    private static double decrement(double[] direction, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < direction.length; i++) {
            sum -= direction[i] * gradient[i];
        }
        return sum;
    }

    private static double[] descent(double[] gradient) {
        double length = 1;
        for (double component : gradient) {
            length = Math.max(length, Math.abs(component));
        }
        double[] direction = new double[gradient.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = -gradient[i] / length;
        }
        return direction;
    }

    /** &minus;M^-1 g, if M is positive definite; M is brought to a unit diagonal first. */
    private Optional<double[]> direction(double[] matrix, double[] gradient) {
        int k = gradient.length;
        double[] scale = new double[k];
        for (int i = 0; i < k; i++) {
            if (!(matrix[i * k + i] > 0)) {
                return Optional.empty();
            }
            scale[i] = 1 / Math.sqrt(matrix[i * k + i]);
        }
        double[] scaled = new double[k * k];
        double[] direction = new double[k];
        for (int i = 0; i < k; i++) {
            direction[i] = -gradient[i] * scale[i];
            for (int j = 0; j < k; j++) {
                scaled[i * k + j] = matrix[i * k + j] * scale[i] * scale[j];
            }
        }
        if (!Cholesky.factor(scaled, k)) {
            return Optional.empty();
        }
        Cholesky.solve(scaled, k, direction);
        double longest = 0;
        for (int i = 0; i < k; i++) {
            direction[i] *= scale[i];
            longest = Math.max(longest, Math.abs(direction[i]));
        }
        if (!(longest < Double.MAX_VALUE)) {
            return Optional.empty();
        }
        if (!working.entries() && longest > LONGEST_STEP) {
            for (int i = 0; i < k; i++) {
                direction[i] *= LONGEST_STEP / longest;
            }
        }
        return Optional.of(direction);
    }

    private Optional<Step> along(Step current, double[] direction, double[] gradient, int halvings) {
        double promised = decrement(direction, gradient);
        double rounding = 1e-13 * Math.max(1, Math.abs(current.point.value()));
        double length = 1;
        for (int i = 0; i < halvings; i++, length /= 2) {
            double[] theta = current.theta.clone();
            for (int j = 0; j < theta.length; j++) {
                theta[j] += length * direction[j];
            }
            Optional<Likelihood.Point> point = likelihood.at(working.covariances(theta));
            if (point.isPresent()
                    && point.get().value() <= current.point.value() - SUFFICIENT * length * promised + rounding) {
                return Optional.of(new Step(theta, point.get()));
            }
        }
        return Optional.empty();
    }
}
