package org.equipoise.randomizer.application;

import org.equipoise.randomizer.domain.list.UploadRules;

/**
 * What a list has, before a part is added.
 *
 * @param id the list's identifier
 * @param parts how many parts it has; the next one gets this number
 * @param existing its entries by stratum, and its numbers
 */
public record FilledList(String id, int parts, UploadRules.Existing existing) {}
