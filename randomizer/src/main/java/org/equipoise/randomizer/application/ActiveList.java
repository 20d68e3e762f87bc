package org.equipoise.randomizer.application;

/**
 * The list from which a study's subjects are allocated.
 *
 * @param list the list's identifier
 * @param plan the plan that it was made from
 * @param terms what every allocation needs of the plan
 * @param source where its order of arms comes from
 */
public record ActiveList(String list, SealedPlan.Key plan, SealedPlan.Terms terms, ListSource source) {}
