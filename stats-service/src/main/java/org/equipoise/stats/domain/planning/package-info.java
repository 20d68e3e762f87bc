/**
 * Planning: sample size and power of t tests, comparisons of proportions and mixed models with dropout, with one analysis or any
 * group-sequential design, and blinded re-estimation of the sample size.
 */
package org.equipoise.stats.domain.planning;
