package org.equipoise.ecrf.application;

import org.equipoise.ecrf.domain.rules.StudyRules;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/** A study version ready for use. */
public record CompiledStudy(PublishedStudy published, StudyDefinition definition, StudyRules rules) {}
