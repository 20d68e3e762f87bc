package org.equipoise.stats.domain.mmrm;

/**
 * A family of covariance matrices &Sigma;(&theta;) of m visits with its first two derivatives.
 *
 * <p>Matrices are m &times; m in flat arrays by rows, symmetric, both triangles filled; &theta; is of length
 * {@link #size}.
 */
interface Parametrization {

    /** The number of visits, m. */
    int visits();

    /** The number of parameters, k. */
    int size();

    /** Parameters of the member that equals &Sigma; if &Sigma; is in the family, else of one that resembles it. */
    double[] resembling(double[] sigma);

    /** Fills in &Sigma;(&theta;), which need not be positive definite. */
    void covariance(double[] theta, double[] sigma);

    /** Fills in &part;&Sigma;/&part;&theta;<sub>i</sub>. */
    void first(double[] theta, int i, double[] derivative);

    /** Fills in &part;&sup2;&Sigma;/&part;&theta;<sub>i</sub>&part;&theta;<sub>j</sub>. */
    void second(double[] theta, int i, int j, double[] derivative);

    /** Whether &Sigma; is linear in &theta;, so that second derivatives vanish. */
    boolean linear();
}
