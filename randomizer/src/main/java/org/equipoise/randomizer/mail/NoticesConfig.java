package org.equipoise.randomizer.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who gets a mail when something unblinds. */
@ConfigMapping(prefix = "equipoise.notices")
interface NoticesConfig {

    /** Mail addresses for every study, separated by commas. */
    Optional<List<String>> recipients();

    /** Further addresses for one study. */
    Map<String, Study> study();

    /** A study's own addresses. */
    interface Study {
        @WithParentName
        List<String> recipients();
    }
}
