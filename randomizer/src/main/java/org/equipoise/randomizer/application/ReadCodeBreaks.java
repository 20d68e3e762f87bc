package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.equipoise.platform.security.SiteScope;

/** The study's people look up which codes were broken, and which breaks still wait for a second person. */
@ApplicationScoped
public class ReadCodeBreaks {

    private final CodeBreakStore breaks;
    private final Clock clock;

    public ReadCodeBreaks(CodeBreakStore breaks, Clock clock) {
        this.breaks = breaks;
        this.clock = clock;
    }

    /** Code breaks at the given sites, oldest first. */
    public Uni<Page<CodeBreak>> page(String study, SiteScope sites, Optional<String> after, int limit) {
        return breaks.page(study, sites, after.map(RandomizationCursor::parse), limit + 1)
                .map(rows -> Page.of(
                        rows,
                        limit,
                        row -> row.asOf(clock.instant()),
                        row -> new RandomizationCursor(row.brokenAt(), row.codeBreak()).text()));
    }
}
