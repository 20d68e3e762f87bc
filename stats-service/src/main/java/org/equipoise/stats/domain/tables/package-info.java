/**
 * From a frozen data cut to findings: the data rules of the plan, the estimands' strategies, and one class for each kind of
 * section. {@link org.equipoise.stats.domain.tables.ClosedAnalysis} and
 * {@link org.equipoise.stats.domain.tables.OpenAnalysis} are the two ways in. Everything is a pure function of its inputs.
 */
package org.equipoise.stats.domain.tables;
