package org.equipoise.stats.report;

import java.time.Instant;
import java.util.List;

/**
 * The content of a report, whatever it is shown on.
 *
 * @param confidential whether every page says that it belongs to a closed session
 * @param title what it is
 * @param dated the moment that it speaks about; never that of the showing
 * @param origin short lines for the foot of each page: cut, versions, hashes
 */
record Report(boolean confidential, String title, Instant dated, List<String> origin, List<Section> sections) {

    static final String CONFIDENTIAL = "Confidential: closed session";

    Report {
        origin = List.copyOf(origin);
        sections = List.copyOf(sections);
    }
}
