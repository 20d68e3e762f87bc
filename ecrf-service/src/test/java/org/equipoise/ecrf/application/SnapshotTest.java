package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final Author SERVICE = new Author("id-of-stats", "service-account-stats-service");
    private static final Instant DAY_AFTER = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite();
    private final MemorySnapshots store = new MemorySnapshots();
    private final TakeSnapshot take = new TakeSnapshot(
            site.studies,
            site.subjectStore,
            site.revisions,
            store,
            site.subjectNotices,
            site.clock,
            new Random(20260302));
    private final ReadSnapshot read = new ReadSnapshot(site.studies, site.revisions, store, site.subjectNotices);

    @BeforeEach
    void enterData() {
        site.infuse();
        site.enter("BASELINE", "MADRS", INFUSION_START.minus(Duration.ofHours(20)), madrs(5));
        site.enter("H24", "MADRS", DAY_AFTER, madrs(2));
    }

    private Snapshot take(Purpose purpose, String key) {
        return take.take(new TakeSnapshot.Order(STUDY, purpose, "Look 1", SERVICE, key));
    }

    private List<SubjectRecords> all(Snapshot snapshot) {
        return read.records(snapshot, new Page(Optional.empty(), 200)).items().items();
    }

    private String hashOf(Snapshot snapshot) {
        return CanonicalJson.sha256Text(
                all(snapshot).stream().map(SubjectRecords::canonical).collect(Collectors.joining(",", "[", "]")));
    }

    private void correct(int expected, int value) {
        site.saveForm.save(everybody(), change("H24", "MADRS", expected, data(DAY_AFTER, madrs(value))));
    }

    private static Object total(SubjectRecords subject, String event) {
        return subject.records().stream()
                .filter(record -> record.revision().instance().equals(new FormInstance(event, "MADRS", 1)))
                .map(record -> record.revision().content().values().get("TOTAL").plain())
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class WhatItSays {
        @Test
        void theFormsOfASubjectInTheOrderOfTheSchedule() {
            Snapshot snapshot = take(Purpose.ANALYSIS, "k1");

            assertThat(snapshot.subjects()).isEqualTo(1);
            assertThat(snapshot.forms()).isEqualTo(3);
            assertThat(snapshot.takenAt()).isEqualTo(site.clock.instant());
            assertThat(all(snapshot).get(0).records())
                    .extracting(record -> record.revision().instance().event())
                    .containsExactly("BASELINE", "INFUSION", "H24");
        }

        @Test
        void whetherAnObservationLayInItsWindowByTheAnchorsOfTheCut() {
            Snapshot snapshot = take(Purpose.ANALYSIS, "k1");

            assertThat(all(snapshot).get(0).records())
                    .filteredOn(record -> record.revision().instance().event().equals("H24"))
                    .singleElement()
                    .satisfies(record -> assertThat(record.inWindow()).contains(true));
        }

        @Test
        void aSubjectThatWasOnlyScreenedIsInItWithoutARandomization() {
            site.subjectStore.put(Examples.subject("01-002"));

            Snapshot snapshot = take(Purpose.ANALYSIS, "k1");

            assertThat(all(snapshot))
                    .extracting(subject -> subject.manifest().subject())
                    .containsExactly(SUBJECT, "01-002");
            assertThat(all(snapshot).get(1).canonical())
                    .contains("\"status\":\"screening\"", "\"records\":[]")
                    .doesNotContain("randomizedAt");
        }

        @Test
        void nothingThatThePharmacyWrote() {
            Optional<StoredRevision> pharmacy = pharmacyForm();

            Snapshot snapshot = take(Purpose.ANALYSIS, "k1");

            assertThat(pharmacy).isPresent();
            assertThat(snapshot.forms()).isEqualTo(3);
            assertThat(all(snapshot).get(0).canonical()).doesNotContain("PREPARATION");
        }

        private Optional<StoredRevision> pharmacyForm() {
            site.enter("INFUSION", "PREPARATION", INFUSION_START.minusSeconds(1200), Map.of("VOLUME", 50));
            return site.revisions.history(STUDY, SUBJECT, new FormInstance("INFUSION", "PREPARATION", 1)).stream()
                    .findFirst();
        }

        @Test
        void peopleAreShownTheFormsThatTheyMaySee() {
            Snapshot snapshot = take(Purpose.PERSON, "k1");

            List<SubjectRecords> seen = read.records(snapshot, TrialSite.rater(), new Page(Optional.empty(), 10))
                    .items()
                    .items();

            assertThat(seen.get(0).records())
                    .extracting(record -> record.revision().instance().event())
                    .containsExactly("BASELINE", "H24");
        }
    }

    @Nested
    class ItNeverChanges {
        @Test
        void whateverIsSavedLater() {
            Snapshot snapshot = take(Purpose.ANALYSIS, "k1");
            site.clock.set(site.clock.instant().plusSeconds(60));
            correct(1, 6);
            site.subjectStore.put(Examples.subject("01-002"));
            site.subjectStore.recordRandomization(
                    STUDY,
                    SUBJECT,
                    new Randomization("R1", "K1", INFUSION_START, Map.of("site", "01")),
                    site.clock.instant());

            assertThat(total(all(snapshot).get(0), "H24")).isEqualTo(6L);
            assertThat(all(snapshot)).hasSize(1);
            assertThat(all(snapshot).get(0).canonical()).doesNotContain("randomizedAt");
            assertThat(hashOf(snapshot)).isEqualTo(snapshot.contentHash());
        }

        @Test
        void bySavesThatWereUnderWayWhenItWasTaken() {
            Snapshot snapshot = take(Purpose.ANALYSIS, "k1");
            StoredRevision first = site.revisions
                    .history(STUDY, SUBJECT, new FormInstance("H24", "MADRS", 1))
                    .get(0);
            Revision late = Examples.revision(
                    first.revision().instance(), 2, first.revision().content());

            assertThat(late.savedAt()).isBefore(snapshot.takenAt());
            site.revisions.append(
                    new StoredRevision(late, first.hash(), RevisionText.hash(first.hash(), late), Optional.empty()),
                    site.revisions.turns(STUDY, SUBJECT));

            assertThat(all(snapshot).get(0).records())
                    .allMatch(record -> record.revision().number() == 1);
            assertThat(hashOf(snapshot)).isEqualTo(snapshot.contentHash());
        }

        @Test
        void bySavesBetweenTheSubjectsOfOneSnapshot() {
            for (int number = 2; number <= 120; number++) {
                site.subjectStore.put(Examples.subject(String.format(Locale.ROOT, "01-%03d", number)));
            }
            int[] revision = {1};
            Random random = new Random(7);
            store.afterStaging = () -> {
                for (int i = 0; i < 50; i++) {
                    site.clock.set(site.clock.instant().plusMillis(1 + random.nextInt(5)));
                    correct(revision[0]++, random.nextInt(7));
                }
                enterBaselineOf("01-120");
            };

            Snapshot snapshot = take(Purpose.ANALYSIS, "k1");

            assertThat(revision[0]).isGreaterThan(100);
            assertThat(snapshot.subjects()).isEqualTo(120);
            assertThat(store.largestPage).isLessThanOrEqualTo(50);
            assertThat(total(all(snapshot).get(0), "H24")).isEqualTo(6L);
            assertThat(all(snapshot).get(119).records()).isEmpty();
            assertThat(hashOf(snapshot)).isEqualTo(snapshot.contentHash());
        }

        private void enterBaselineOf(String subject) {
            FormInstance baseline = new FormInstance("BASELINE", "MADRS", 1);
            if (site.revisions.history(STUDY, subject, baseline).isEmpty()) {
                site.saveForm.save(
                        everybody(),
                        new SaveCommand(
                                STUDY,
                                subject,
                                baseline,
                                0,
                                Optional.empty(),
                                data(INFUSION_START.minus(Duration.ofHours(20)), madrs(5))));
            }
        }

        @Test
        void andATouchedRevisionIsNotPassedOffAsWhatItNamed() {
            Snapshot snapshot = take(Purpose.ANALYSIS, "k1");
            StoredRevision first = site.revisions.revisions.get(0);
            Revision touched =
                    Examples.revision(first.revision().instance(), 1, Examples.content(INFUSION_START, Map.of()));
            site.revisions.revisions.set(
                    0, new StoredRevision(touched, first.previousHash(), first.hash(), Optional.empty()));

            assertThatThrownBy(() -> all(snapshot)).hasMessageContaining("INFUSION/INFUSION/1");
        }

        @Test
        void theSameDataTakenAgainHaveTheSameHash() {
            Snapshot one = take(Purpose.ANALYSIS, "k1");
            site.clock.set(site.clock.instant().plusSeconds(5));
            Snapshot other = take(Purpose.ANALYSIS, "k2");

            assertThat(other.id()).isGreaterThan(one.id());
            assertThat(other.contentHash()).isEqualTo(one.contentHash());
        }
    }

    @Nested
    class AskedForTwice {
        @Test
        void theSameKeyGivesTheSameSnapshot() {
            Snapshot first = take(Purpose.ANALYSIS, "k1");
            correct(1, 4);

            assertThat(take(Purpose.ANALYSIS, "k1")).isEqualTo(first);
        }

        @Test
        void theSameKeyWithAnotherLabelIsRefused() {
            take(Purpose.ANALYSIS, "k1");

            assertThatThrownBy(
                            () -> take.take(new TakeSnapshot.Order(STUDY, Purpose.ANALYSIS, "Look 2", SERVICE, "k1")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Idempotency-Key");
        }

        @Test
        void ofTwoRequestsAtOnceOneMakesIt() {
            Snapshot[] other = new Snapshot[1];
            store.afterStaging = () -> {
                store.afterStaging = () -> {};
                other[0] = take(Purpose.ANALYSIS, "k1");
            };

            assertThat(take(Purpose.ANALYSIS, "k1")).isEqualTo(other[0]);
        }
    }

    @Nested
    class TheBlind {
        @Test
        void whatAServiceTookDoesNotExistForPeople() {
            Snapshot closed = take(Purpose.ANALYSIS, "k1");

            assertThat(read.list(STUDY, Purpose.PERSON, new Page(Optional.empty(), 10))
                            .items())
                    .isEmpty();
            assertThatThrownBy(() -> read.find(STUDY, Purpose.PERSON, closed.id()))
                    .isInstanceOf(Refusal.class);
        }

        @Test
        void aPersonsKeyIsNotRefusedBecauseAServiceUsedIt() {
            Snapshot closed = take(Purpose.ANALYSIS, "k1");

            Snapshot own = take.take(new TakeSnapshot.Order(STUDY, Purpose.PERSON, "mine", SERVICE, "k1"));

            assertThat(own.id()).isNotEqualTo(closed.id());
        }

        @Test
        void anIdTellsNothingButTheTime() {
            String one = take(Purpose.PERSON, "k1").id();
            take(Purpose.ANALYSIS, "k2");
            String other = take(Purpose.PERSON, "k3").id();

            assertThat(one).matches("[0-9a-f]{32}").startsWith(other.substring(0, 12));
            assertThat(one.substring(12)).isNotEqualTo(other.substring(12));
        }
    }
}
