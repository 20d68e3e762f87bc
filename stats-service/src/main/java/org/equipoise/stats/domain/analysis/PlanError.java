package org.equipoise.stats.domain.analysis;

/**
 * One thing that is wrong with a submitted plan.
 *
 * @param field where, as a path such as {@code looks[1].information}
 * @param value the value found there, as text; empty where there is none
 * @param remedy what to write instead
 */
public record PlanError(String field, String value, String remedy) {}
