package org.equipoise.stats.domain.tables;

import org.equipoise.stats.domain.analysis.Allocations;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.StudyRecords;

/**
 * All that closed findings are computed from. The same input gives the same findings, bit by bit.
 *
 * @param plan the analysis plan
 * @param records the frozen data cut
 * @param allocations allocations of at least the randomized subjects of the cut
 * @param labels the arms' labels
 * @param history the look and those behind it
 * @param seed seed of all random numbers of the analysis
 */
public record ClosedInput(
        AnalysisPlan plan,
        StudyRecords records,
        Allocations allocations,
        ArmLabels labels,
        LookFacts history,
        long seed) {}
