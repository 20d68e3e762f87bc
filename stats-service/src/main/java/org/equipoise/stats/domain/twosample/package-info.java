/** Two independent samples: t tests, rank-sum tests (also in strata), shift and standardized difference. */
package org.equipoise.stats.domain.twosample;
