package org.equipoise.randomizer.domain.allocation;

/**
 * Why a plan cannot be carried out, in words that its author can act on.
 *
 * @param field path of the offending value in the plan, for example {@code arms[1].ratio}
 * @param value the value as it was given, or null if it is missing
 * @param remedy what to write instead
 */
public record Objection(String field, Object value, String remedy) {}
