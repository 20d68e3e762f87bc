package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.assertj.core.groups.Tuple;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.AuditFinding;
import org.equipoise.platform.audit.AuditFinding.Kind;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.RootSigner;
import org.equipoise.platform.security.SiteScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subjects' records and published versions under the audit. */
class SubjectChainsTest {
    private final AmendedStudy study = new AmendedStudy();
    private final TrialSite site = study.site;
    private final MemoryRoots roots = new MemoryRoots();
    private final RootSigner signer = MemoryRoots.signer();
    private final AuditTrail trail = new AuditTrail(
            site.studies,
            site.studyStore,
            new MemoryMappings(),
            site.subjectStore,
            site.revisions,
            site.marks,
            site.queries,
            site.notices,
            new MemorySnapshots());
    private final SignAuditRoot sign =
            new SignAuditRoot(trail, roots, signer, roots.publication(), new Random(3), site.clock, 100);
    private final VerifyAudit verify = new VerifyAudit(trail, roots, signer, roots.publication());
    private final String id = study.early.id();
    private final String chain = STUDY + "/subjects/" + id;

    @BeforeEach
    void aSubjectIsRandomizedAndMoved() {
        sign.sign(STUDY);
        site.subjectStore.recordRandomization(
                STUDY,
                id,
                new Randomization("R-0001", "K-17", INFUSION_START, Map.of("site", "01")),
                INFUSION_START.plusSeconds(2));
        study.publishSecond();
        study.move(id);
        sign.sign(STUDY);
    }

    private List<AuditFinding> findings() {
        return verify.verify(STUDY).findings();
    }

    private void assertFound(Tuple... findings) {
        assertThat(findings())
                .extracting(AuditFinding::kind, AuditFinding::place, AuditFinding::seq)
                .containsExactly(findings);
    }

    private void put(UnaryOperator<Subject> change) {
        site.subjectStore.put(change.apply(site.subjectStore.find(STUDY, id).orElseThrow()));
    }

    private static Subject screenedAt(Subject subject, Instant at) {
        return new Subject(
                subject.study(),
                subject.id(),
                subject.site(),
                subject.number(),
                subject.withdrawn(),
                at,
                subject.createdAt(),
                subject.randomization(),
                subject.randomizationKnownAt(),
                subject.definitionVersion());
    }

    @Test
    void rootsNameEachAndHowFarItHasCome() {
        assertThat(roots.published.get(0).changed())
                .extracting(ChainHead::stream, ChainHead::seq)
                .contains(tuple(chain, 1L), tuple(STUDY + "/versions/1", 1L));
        assertThat(roots.published.get(1).changed())
                .extracting(ChainHead::stream, ChainHead::seq)
                .containsExactlyInAnyOrder(
                        tuple(chain, 2L), tuple(chain + "/randomization", 1L), tuple(STUDY + "/versions/2", 1L));
        assertThat(findings()).isEmpty();
    }

    @Test
    void anotherTimeOfScreeningIsFound() {
        put(subject -> screenedAt(subject, INFUSION_START));

        assertFound(tuple(Kind.CHANGED, chain, 1L));
    }

    @Test
    void anotherKitIsFound() {
        put(subject -> subject.randomized(
                new Randomization("R-0001", "K-18", INFUSION_START, Map.of("site", "01")),
                subject.randomizationKnownAt().orElseThrow()));

        assertFound(tuple(Kind.CHANGED, chain + "/randomization", 1L));
    }

    @Test
    void aRandomizationThatIsGoneIsFound() {
        put(subject -> new Subject(
                subject.study(),
                subject.id(),
                subject.site(),
                subject.number(),
                subject.withdrawn(),
                subject.screenedAt(),
                subject.createdAt(),
                Optional.empty(),
                Optional.empty(),
                subject.definitionVersion()));
        assertFound(tuple(Kind.CHANGED, chain + "/randomization", 1L));

        site.subjectStore.randomizationHashes.clear();
        assertFound(tuple(Kind.REMOVED, chain + "/randomization", 1L));
    }

    @Test
    void oneThatNobodyReportedIsFound() {
        Subject other = study.screening.screen(STUDY, "01", INFUSION_START.minusSeconds(800_000), "other");
        sign.sign(STUDY);
        site.subjectStore.put(other.randomized(
                new Randomization("R-0002", "K-19", INFUSION_START, Map.of("site", "01")), INFUSION_START));

        assertFound(tuple(Kind.CHANGED, STUDY + "/subjects/" + other.id() + "/randomization", 1L));
    }

    @Test
    void otherWordsAboutAMoveAreFound() {
        site.subjectStore.migrations.computeIfPresent(
                id,
                (subject, moves) -> moves.stream()
                        .map(move -> new Migration(move.from(), move.to(), "by mistake", move.by(), move.at()))
                        .toList());

        assertFound(tuple(Kind.CHANGED, chain, 2L));
    }

    @Test
    void aVersionThatNoMoveLedToIsFound() {
        put(subject -> subject.under("1"));

        assertFound(tuple(Kind.CHANGED, chain, 2L));
    }

    @Test
    void aMoveCannotBeTakenBack() {
        site.subjectStore.migrations.clear();
        put(subject -> subject.under("1"));

        assertThat(findings()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.place()).isEqualTo(chain);
            assertThat(finding.seq()).isEqualTo(2);
        });
    }

    @Test
    void aVersionWithOtherContentIsFound() {
        site.studyStore.studies.replaceAll(published -> new PublishedStudy(
                published.study(),
                published.version(),
                published.json().replace("Screening", "Run-in"),
                published.contentHash(),
                published.publishedAt(),
                published.publishedBy()));

        assertFound(tuple(Kind.CHANGED, STUDY + "/versions/1", 1L), tuple(Kind.CHANGED, STUDY + "/versions/2", 1L));
    }

    @Test
    void aVersionThatIsGoneIsFound() {
        site.studyStore.studies.remove(0);

        assertFound(tuple(Kind.REMOVED, STUDY + "/versions/1", 1L));
    }

    @Test
    void recordsFromBeforeTheyWereChainedAreCoveredFromTheNextRootOn() {
        site.subjectStore.hashes.clear();
        site.subjectStore.randomizationHashes.clear();
        site.studyStore.hashes.clear();
        assertThat(findings()).isEmpty();

        Map<String, List<String>> none = Map.copyOf(site.subjectStore.hashes);
        put(subject -> screenedAt(subject, INFUSION_START));
        site.subjectStore.hashes.clear();
        site.subjectStore.hashes.putAll(none);

        assertThat(findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.place()).isEqualTo(chain))
                .extracting(AuditFinding::kind)
                .contains(Kind.REWRITTEN);
    }

    @Test
    void anArchiveHasThemAsTheyWereAtTheCutAndThoseOfOtherSitesNot() {
        Subject elsewhere = study.screening.screen(STUDY, "02", INFUSION_START.minusSeconds(800_000), "elsewhere");
        Instant moved = site.clock.instant();

        assertThat(entriesOfSite(moved.minusSeconds(1))).doesNotContain(chain + " 2", STUDY + "/versions/2 1");
        assertThat(entriesOfSite(moved))
                .contains(chain + " 1", chain + " 2", chain + "/randomization 1", STUDY + "/versions/2 1")
                .noneMatch(entry -> entry.contains(elsewhere.id()));
    }

    @Test
    void aRecordAtACutHasTheHashesOfThen() {
        site.clock.set(site.clock.instant().plusSeconds(60));
        Instant between = site.clock.instant().minusSeconds(30);
        Subject late = study.screening.screen(STUDY, "01", INFUSION_START, "late");
        ChainedSubject whole =
                site.subjectStore.chained(STUDY, SiteScope.all(), new Page(Optional.empty(), 10)).stream()
                        .filter(each -> each.subject().id().equals(late.id()))
                        .findFirst()
                        .orElseThrow();

        assertThat(whole.at(between)).isEmpty();
        assertThat(whole.at(site.clock.instant())).contains(whole);
    }

    private List<String> entriesOfSite(Instant cut) {
        List<String> entries = new ArrayList<>();
        trail.ofSite(
                STUDY,
                "01",
                cut,
                categories -> true,
                (entry, hidden) -> entries.add(entry.stream() + " " + entry.seq()));
        return entries;
    }
}
