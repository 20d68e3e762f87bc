package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.application.SiteActivity.Look;
import org.equipoise.ecrf.application.SiteActivity.Place;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SiteActivityTest {
    private static final Place HERE = new Place(STUDY, "01");
    private static final Set<FormCategory> RATER = Set.of(FormCategory.GENERAL, FormCategory.EFFICACY);
    private static final Duration ALWAYS_NEW = Duration.ZERO;

    private final TrialSite site = new TrialSite();
    private final SiteActivity activity = new SiteActivity(site.subjectStore, site.revisions, site.studies);

    private long saves(Set<FormCategory> seen) {
        return activity.count(HERE, seen, new Look(site.clock.instant(), ALWAYS_NEW));
    }

    private void prepare() {
        site.enter("INFUSION", "PREPARATION", INFUSION_START, Map.of("VOLUME", 10.0));
    }

    @Test
    void aSaveThatIsSeenCounts() {
        long before = saves(RATER);
        site.enter("COMMON", "AE", INFUSION_START, Map.of("TERM", "headache"));
        assertThat(saves(RATER)).isEqualTo(before + 1);
    }

    @Test
    void aSaveCountsOnceHoweverOftenOneLooks() {
        saves(RATER);
        site.enter("COMMON", "AE", INFUSION_START, Map.of("TERM", "headache"));
        long after = saves(RATER);
        site.clock.set(site.clock.instant().plusSeconds(3));
        assertThat(saves(RATER)).isEqualTo(after);
        site.clock.set(site.clock.instant().plusSeconds(60));
        assertThat(saves(RATER)).isEqualTo(after);
    }

    @ParameterizedTest
    @EnumSource(names = {"GENERAL", "EFFICACY", "DOSE_DAY", "SAFETY"})
    void whatThePharmacyWritesMovesNothingForOthers(FormCategory other) {
        long before = saves(Set.of(other));
        long seen = saves(Set.of(FormCategory.PHARMACY));
        prepare();
        assertThat(saves(Set.of(other))).isEqualTo(before);
        assertThat(saves(Set.of(FormCategory.PHARMACY))).isEqualTo(seen + 1);
    }

    @Test
    void theDoseDayMovesNothingForTheRater() {
        long before = saves(RATER);
        long seen = saves(Set.of(FormCategory.DOSE_DAY));
        site.infuse();
        assertThat(saves(RATER)).isEqualTo(before);
        assertThat(saves(Set.of(FormCategory.DOSE_DAY))).isEqualTo(seen + 1);
    }

    @Test
    void aSubjectWhoIsScreenedCountsForEverybody() {
        long before = saves(Set.of());
        site.subjectStore.put(Examples.subject("01-002"));
        assertThat(saves(Set.of())).isEqualTo(before + 1);
    }

    @Test
    void anotherSitesSavesDoNotCount() {
        saves(RATER);
        site.enter("COMMON", "AE", INFUSION_START, Map.of("TERM", "headache"));
        assertThat(activity.count(new Place(STUDY, "02"), RATER, new Look(site.clock.instant(), ALWAYS_NEW)))
                .isZero();
    }

    @Test
    void fiftyFollowersCostOneLookAtTheStore() {
        for (int follower = 0; follower < 50; follower++) {
            activity.count(HERE, RATER, new Look(site.clock.instant(), Duration.ofSeconds(1)));
        }
        assertThat(site.revisions.askedSince).hasSize(1);
        site.clock.set(site.clock.instant().plusSeconds(1));
        activity.count(HERE, RATER, new Look(site.clock.instant(), Duration.ofSeconds(1)));
        assertThat(site.revisions.askedSince).hasSize(2);
    }

    @Test
    void aLookGoesBackOverlappingTheOneBefore() {
        saves(RATER);
        Instant first = site.clock.instant();
        site.clock.set(first.plusSeconds(30));
        saves(RATER);
        assertThat(site.revisions.askedSince.get(1)).isEqualTo(first.minusSeconds(10));
    }
}
