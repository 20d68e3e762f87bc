package org.equipoise.ecrf.application;

import java.util.List;
import org.equipoise.ecrf.domain.laboratory.LaboratoryLine;

/**
 * Where imported answers come from, as every revision that an import saves says.
 *
 * @param mapping the mapping by which the file is read
 * @param file the SHA-256 of the file
 */
record LaboratorySource(PublishedMapping mapping, String file) {
    /** Where the answers in these lines come from, in words; lines are counted as in the file, its heading being the first. */
    String of(List<LaboratoryLine> lines) {
        long first = lines.get(0).number();
        long last = lines.get(lines.size() - 1).number();
        return (first == last ? "line " + first : "lines " + first + " to " + last) + " of the file with SHA-256 "
                + file + ", by the mapping " + mapping.id() + " with SHA-256 " + mapping.contentHash();
    }
}
