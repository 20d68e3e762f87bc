package org.equipoise.ecrf.domain.study;

/**
 * When an item's value is taken over from an earlier form, because it was not rated again: the sleep and appetite items of a
 * depression scale within two days of the dose, say. The server writes it; whoever enters the form leaves the item out.
 *
 * @param from where the value comes from; its event is named
 * @param when CEL expression over the entered items of the form; true means that the value is taken over
 */
public record CarryRule(ItemPath from, String when) {}
