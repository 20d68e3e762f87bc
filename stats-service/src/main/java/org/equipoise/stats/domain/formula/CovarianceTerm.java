package org.equipoise.stats.domain.formula;

import java.util.Optional;

/**
 * The part of a formula that names a covariance structure, such as {@code us(VISIT | ARM/SUBJ)}.
 *
 * @param keyword the structure's short name
 * @param visit the variable that tells the observations of a subject apart
 * @param group the variable with an own covariance for each of its levels, if given
 * @param subject the variable that says which observations belong together
 */
public record CovarianceTerm(String keyword, String visit, Optional<String> group, String subject) {}
