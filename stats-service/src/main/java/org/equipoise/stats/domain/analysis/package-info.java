/**
 * The analysis of a trial as data, and the way from raw form values to the data set that a model is fitted to.
 *
 * <p>{@link org.equipoise.stats.domain.analysis.AnalysisDefinition} is a plan as somebody wrote it;
 * {@link org.equipoise.stats.domain.analysis.AnalysisPlan} is one that passed
 * {@link org.equipoise.stats.domain.analysis.PlanRules}. {@link org.equipoise.stats.domain.analysis.EndpointData} is
 * derived without knowing any arm and serves open and closed reports alike;
 * {@link org.equipoise.stats.domain.analysis.ArmComparisonData} joins it with the allocations, for closed analyses only.
 */
package org.equipoise.stats.domain.analysis;
