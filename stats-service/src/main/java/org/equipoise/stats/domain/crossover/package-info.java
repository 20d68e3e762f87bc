/**
 * Crossover trials: a linear mixed model with random subjects for any number of periods, treatments and sequences, the classical
 * analysis of two periods by differences within subjects, and tests of carry-over.
 */
package org.equipoise.stats.domain.crossover;
