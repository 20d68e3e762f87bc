/**
 * The mixed model for repeated measures.
 *
 * <p>Start at {@link org.equipoise.stats.domain.mmrm.Mmrm}, which holds the options and fits an
 * {@link org.equipoise.stats.domain.mmrm.MmrmModel} to a table; {@link org.equipoise.stats.domain.mmrm.MmrmFit} answers
 * every question about the result. Matrices inside are flat arrays by rows.
 */
package org.equipoise.stats.domain.mmrm;
