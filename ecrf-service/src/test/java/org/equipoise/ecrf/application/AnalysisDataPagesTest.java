package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.application.ReadAnalysisData.DataSet;
import org.equipoise.ecrf.application.ReadAnalysisData.SubjectData;
import org.equipoise.ecrf.application.ReadAnalysisData.Value;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.schedule.EventTiming;
import org.equipoise.ecrf.domain.study.Schedule;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.CanonicalJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of a simulated study's analysis data against all of it drawn at once. */
class AnalysisDataPagesTest {
    private static final int SUBJECTS = 30;
    private static final int PAGE = 7;

    private final TrialSite site = new TrialSite();
    private final Random random = new Random(5);
    private final ReadAnalysisData read =
            new ReadAnalysisData(site.studies, site.subjectStore, site.revisions, site.clock);
    private Instant cut;

    @BeforeEach
    void play() {
        List<String> ids = IntStream.rangeClosed(1, SUBJECTS)
                .mapToObj(number -> Subject.id("01", number))
                .toList();
        ids.forEach(id -> site.subjectStore.put(Examples.subject(id)));
        for (String id : ids) {
            save(id, "BASELINE", "MADRS", INFUSION_START.minusSeconds(7200), madrs(random.nextInt(7)));
            Instant start = INFUSION_START.plusSeconds(60L * random.nextInt(600));
            save(id, "INFUSION", "INFUSION", start, Map.of("INF_START", start.toString()));
            if (random.nextInt(5) > 0) {
                site.subjectStore.recordRandomization(
                        STUDY, id, new Randomization("R" + id, "K", start, Map.of("site", "01")), now());
            }
        }
        for (int step = 0; step < 60; step++) {
            String id = ids.get(random.nextInt(SUBJECTS));
            save(id, "H24", "MADRS", INFUSION_START.plus(Duration.ofHours(24)), madrs(random.nextInt(7)));
            if (step == 40) {
                cut = now();
            }
        }
    }

    private Instant now() {
        return site.clock.instant();
    }

    private void save(String id, String event, String form, Instant at, Map<String, Object> values) {
        site.clock.set(now().plusSeconds(1));
        FormInstance instance = Examples.first(event, form);
        int present = site.revisions.history(STUDY, id, instance).size();
        EntryData first = data(at, values);
        EntryData entry = new EntryData(
                first.values(),
                Map.of(),
                at,
                Optional.of("held up"),
                present == 0 ? Optional.empty() : Optional.of("typing error"),
                first.warningReasons());
        site.saveForm.save(everybody(), new SaveCommand(STUDY, id, instance, present, Optional.empty(), entry));
    }

    /** All at once, from everything that the store has. */
    private List<SubjectData> drawn() {
        Schedule schedule = site.studies.current(STUDY).definition().schedule();
        return site.subjectStore.all(STUDY).stream()
                .filter(subject -> subject.randomizationKnownAt()
                        .filter(known -> !known.isAfter(cut))
                        .isPresent())
                .map(subject -> drawn(schedule, subject))
                .toList();
    }

    private SubjectData drawn(Schedule schedule, Subject subject) {
        List<Revision> saved = site.revisions.of(STUDY, subject.id()).stream()
                .map(StoredRevision::revision)
                .filter(revision -> !revision.savedAt().isAfter(cut))
                .toList();
        Anchors anchors = Anchors.of(schedule, Casebook.of(saved));
        Map<String, Revision> madrs = Casebook.latest(saved).values().stream()
                .filter(revision -> revision.instance().form().equals("MADRS"))
                .collect(Collectors.toMap(revision -> revision.instance().event(), revision -> revision));
        List<Value> values = schedule.events().stream()
                .filter(event -> madrs.containsKey(event.id()))
                .map(event -> {
                    Revision revision = madrs.get(event.id());
                    Instant at = revision.content().occurredAt();
                    return new Value(
                            event.id(),
                            1,
                            at,
                            revision.content().values().get("TOTAL").plain(),
                            EventTiming.of(event, anchors).inWindow(at));
                })
                .toList();
        Randomization randomization = subject.randomization().orElseThrow();
        return new SubjectData(
                subject.id(), subject.site(), randomization.randomizedAt(), randomization.strata(), values);
    }

    private DataSet page(Optional<String> after) {
        return read.read(STUDY, Optional.of(cut), "MADRS", "TOTAL", new Page(after, PAGE));
    }

    private List<DataSet> pages() {
        List<DataSet> pages = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            DataSet page = page(after);
            pages.add(page);
            after = page.items().next();
        } while (after.isPresent());
        return pages;
    }

    @Test
    void pagesAreWhatIsDrawnAtOnceAndEachHasTheHashOfAll() {
        List<DataSet> pages = pages();

        assertThat(pages).hasSizeGreaterThan(2);
        assertThat(pages.stream().flatMap(page -> page.items().items().stream()))
                .containsExactlyElementsOf(drawn());
        assertThat(pages).extracting(DataSet::contentHash).containsOnly(CanonicalJson.sha256(drawn()));
    }

    @Test
    void aPageReadsTheFormsOfItsSubjectsAlone() {
        site.clock.set(now().plus(Duration.ofMinutes(2)));
        page(Optional.empty());
        int whole = site.revisions.handedOut;
        site.revisions.handedOut = 0;

        page(Optional.of("01-010"));

        assertThat(site.revisions.handedOut).isPositive().isLessThan(whole / 3);
    }

    @Test
    void theHashFollowsASaveThatWasStillUnderWayAtTheCut() {
        cut = now();
        page(Optional.empty());
        site.clock.set(cut.minusSeconds(2));
        save("01-001", "H24", "MADRS", INFUSION_START.plus(Duration.ofHours(24)), madrs(1));
        site.clock.set(cut.plusSeconds(1));

        assertThat(page(Optional.empty()).contentHash()).isEqualTo(CanonicalJson.sha256(drawn()));
    }

    @Test
    void theHashFollowsTheNewsOfARandomization() {
        site.clock.set(now().plus(Duration.ofMinutes(2)));
        String before = page(Optional.empty()).contentHash();
        String id = site.subjectStore.all(STUDY).stream()
                .filter(subject -> subject.randomization().isEmpty())
                .findFirst()
                .orElseThrow()
                .id();
        site.subjectStore.recordRandomization(
                STUDY, id, new Randomization("R" + id, "K", INFUSION_START, Map.of("site", "01")), cut);

        assertThat(page(Optional.empty()).contentHash()).isNotEqualTo(before).isEqualTo(CanonicalJson.sha256(drawn()));
    }
}
