/** Several hypotheses under one error rate. */
package org.equipoise.stats.domain.multiplicity;
