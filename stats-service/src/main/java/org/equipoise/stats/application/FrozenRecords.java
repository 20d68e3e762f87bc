package org.equipoise.stats.application;

import org.equipoise.stats.domain.analysis.StudyRecords;

/** Port to the frozen data cuts of the case report forms. */
public interface FrozenRecords {

    /**
     * Freezes all records of a study as they are now. The store of the records learns neither what the cut is for nor the
     * key, so that nobody who looks into it sees that an analysis was run.
     *
     * @param key the same key gives the same cut again
     * @throws org.equipoise.platform.problem.Refusal {@code neighbour-unavailable} if the cut cannot be had completely
     */
    StudyRecords freeze(String study, String key);

    /**
     * Reads a cut that was frozen before; it says the same for ever.
     *
     * @throws org.equipoise.platform.problem.Refusal {@code neighbour-unavailable} if the cut cannot be had completely
     */
    StudyRecords read(String study, String snapshot);
}
