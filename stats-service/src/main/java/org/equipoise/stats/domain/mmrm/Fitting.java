package org.equipoise.stats.domain.mmrm;

import java.util.Optional;
import org.equipoise.stats.domain.Outcome;

/** From observations to a fit, or to the reason why there is none. */
final class Fitting {

    private final Mmrm options;
    private final MmrmModel model;
    private final Optional<MmrmFit> earlier;

    Fitting(Mmrm options, MmrmModel model, Optional<MmrmFit> earlier) {
        this.options = options;
        this.model = model;
        this.earlier = earlier;
    }

    Outcome<MmrmFit> fit(Observations observations) {
        int n = observations.rows();
        int p = observations.columns();
        if (n <= p || observations.subjects() < 2) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    n + " complete observations of " + observations.subjects() + " subjects cannot determine " + p
                            + " coefficients and a covariance matrix.",
                    "Wait for more data, or leave out terms.");
        }
        if (p == 0) {
            throw new IllegalArgumentException("the model has no fixed effect; keep at least the intercept");
        }
        return OrthogonalDesign.of(observations).flatMap(design -> fit(observations, design));
    }

    private Outcome<MmrmFit> fit(Observations observations, OrthogonalDesign design) {
        CovarianceStructure structure = model.covariance().structure();
        int groups = observations.groups().size();
        Likelihood likelihood = new Likelihood(design, observations.visits().size(), options.estimation());
        MomentEstimate moments = new MomentEstimate(likelihood, groups);
        Optional<Outcome<MmrmFit>> obstacle = moments.obstacle(structure, observations.visits());
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Maximizer maximizer = new Maximizer(likelihood, structure, groups, options.beforeEachStep());
        Optional<Maximum> maximum = earlier.flatMap(fit -> fit.start(observations, design.responseScale()))
                .flatMap(maximizer::from)
                .filter(reached -> reached.gradient() <= Maximizer.ACCEPTED)
                .or(() -> maximum(
                        maximizer, moments.matrices(), observations.visits().size()));
        if (maximum.isEmpty() || !(maximum.get().gradient() <= Maximizer.ACCEPTED)) {
            return notConverged(maximum);
        }
        Optional<double[]> covariance =
                ParameterCovariance.of(maximum.get().derivatives().observed());
        if (covariance.isEmpty()) {
            return notConverged(maximum);
        }
        return new FitAssembly(options, model, observations, design)
                .assemble(likelihood, maximizer.working(), maximum.get(), covariance.get());
    }

    /** From the moments, and if that fails from uncorrelated visits. */
    private static Optional<Maximum> maximum(Maximizer maximizer, double[][] moments, int visits) {
        Optional<Maximum> first = maximizer.from(moments);
        if (first.isPresent() && first.get().gradient() <= Maximizer.ACCEPTED) {
            return first;
        }
        double[][] diagonal = new double[moments.length][visits * visits];
        for (int g = 0; g < moments.length; g++) {
            for (int a = 0; a < visits; a++) {
                diagonal[g][a * visits + a] = moments[g][a * visits + a];
            }
        }
        Optional<Maximum> second = maximizer.from(diagonal);
        return second.isPresent() && second.get().gradient() <= Maximizer.ACCEPTED ? second : first;
    }

    private Outcome<MmrmFit> notConverged(Optional<Maximum> maximum) {
        String state = maximum.map(reached ->
                        "after " + reached.iterations() + " steps the largest gradient is " + reached.gradient())
                .orElse("no positive definite matrix to start from was found");
        return Outcome.notComputed(
                Outcome.Reason.NOT_CONVERGED,
                "The likelihood has no maximum inside the covariance matrices of the structure "
                        + model.covariance().structure().keyword() + " that could be found: " + state + ".",
                "Choose a structure with fewer parameters (toeph, adh, ar1h, csh, cs), pool groups, or wait for more"
                        + " subjects.");
    }
}
