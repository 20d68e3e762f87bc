package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/** How a study definition is written down. */
public interface DefinitionFormat {
    Parsed parse(String json);

    /** The definition if it could be read without errors. */
    record Parsed(Optional<StudyDefinition> definition, List<DefinitionError> errors) {
        public Parsed {
            errors = List.copyOf(errors);
        }
    }
}
