package org.equipoise.stats.domain.ancova;

/**
 * A coefficient of the model in treatment contrasts.
 *
 * @param name the column: a covariate's name, or a factor's name followed by its level
 * @param estimate the estimate, in units of the response (per unit of the covariate)
 * @param standardError its standard error
 * @param t estimate divided by standard error
 * @param twoSidedP P(|T| &gt; |t|) with the residual degrees of freedom
 */
public record Coefficient(String name, double estimate, double standardError, double t, double twoSidedP) {}
