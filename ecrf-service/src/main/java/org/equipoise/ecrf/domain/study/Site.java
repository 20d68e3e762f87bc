package org.equipoise.ecrf.domain.study;

import java.time.ZoneId;

/**
 * A place that takes part in the study.
 *
 * @param id short code, first part of its subjects' numbers
 * @param name what people call it
 * @param zone its time zone, for showing times
 */
public record Site(String id, String name, ZoneId zone) {}
