package org.equipoise.stats.domain.mmrm;

/**
 * Where the maximization ended.
 *
 * @param theta the working parameters
 * @param sigma one covariance matrix for each group
 * @param point the likelihood there
 * @param entries its derivatives with respect to the entries of the matrices
 * @param derivatives its derivatives with respect to the working parameters
 * @param gradient the largest derivative of &minus;l with respect to an unconstrained parameter, in magnitude
 * @param iterations steps taken
 */
@SuppressWarnings("ArrayRecordComponent")
record Maximum(
        double[] theta,
        double[][] sigma,
        Likelihood.Point point,
        EntryDerivatives entries,
        ParameterDerivatives derivatives,
        double gradient,
        int iterations) {}
