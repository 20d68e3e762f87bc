package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.everybody;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.audit.AuditFinding;
import org.equipoise.platform.audit.AuditFinding.Kind;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.RootSigner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts and deviations under the audit: one chain each, of its raising and of what was done. */
class NoticeChainsTest {
    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(NoticeChainsTest::raising));
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
    private final ResolveNotice resolve = new ResolveNotice(site.studies, site.notices, site.open, site.clock);
    private Notice alert;
    private String chain;

    private static void raising(ObjectNode study) {
        study.path("forms").forEach(form -> {
            if (form.path("form").asText().equals("CADSS")) {
                ObjectNode check = ((ObjectNode) form).withArray("/editChecks").addObject();
                check.put("id", "HIGH")
                        .put("assert", "SCORE < 50")
                        .put("severity", "query")
                        .put("message", "High.");
                check.putArray("items").add("SCORE");
                check.putArray("raises").add("alert");
            }
        });
    }

    @BeforeEach
    void anAlert() {
        site.infuse();
        site.enter("PLUS40", "CADSS", INFUSION_START.plus(Duration.ofMinutes(40)), Map.of("SCORE", 60));
        alert = site.notices.byOrigin.values().iterator().next();
        chain = STUDY + "/notices/" + alert.id();
    }

    private List<AuditFinding> findings() {
        return verify.verify(STUDY).findings();
    }

    private void put(UnaryOperator<Notice> change) {
        site.notices.byOrigin.replaceAll((origin, notice) -> change.apply(notice));
    }

    private static Notice raisedAt(Notice notice, Instant at) {
        return new Notice(
                notice.study(),
                notice.id(),
                notice.kind(),
                notice.subject(),
                notice.site(),
                notice.source(),
                notice.categories(),
                at,
                notice.resolution());
    }

    private static Notice of(Notice notice, Set<FormCategory> categories) {
        return new Notice(
                notice.study(),
                notice.id(),
                notice.kind(),
                notice.subject(),
                notice.site(),
                notice.source(),
                categories,
                notice.raisedAt(),
                notice.resolution());
    }

    @Test
    void aRootNamesEachAndHowFarItHasCome() {
        sign.sign(STUDY);
        resolve.acknowledge(everybody(), STUDY, alert.id(), "Seen.", "k");
        sign.sign(STUDY);

        assertThat(roots.published.get(0).changed())
                .extracting(ChainHead::stream, ChainHead::seq)
                .contains(tuple(chain, 1L));
        assertThat(roots.published.get(1).changed())
                .extracting(ChainHead::stream, ChainHead::seq)
                .containsExactly(tuple(chain, 2L));
        assertThat(findings()).isEmpty();
    }

    @Test
    void oneThatWasDatedBackIsFound() {
        sign.sign(STUDY);
        put(notice -> raisedAt(notice, INFUSION_START));

        assertThat(findings())
                .extracting(AuditFinding::kind, AuditFinding::place, AuditFinding::seq)
                .containsExactly(tuple(Kind.CHANGED, chain, 1L));
    }

    @Test
    void oneThatIsGoneIsFound() {
        sign.sign(STUDY);
        site.notices.byOrigin.clear();

        assertThat(findings())
                .extracting(AuditFinding::kind, AuditFinding::place, AuditFinding::seq)
                .containsExactly(tuple(Kind.REMOVED, chain, 1L));
    }

    @Test
    void otherWordsAboutWhatWasDoneAreFound() {
        resolve.acknowledge(everybody(), STUDY, alert.id(), "Seen.", "k");
        sign.sign(STUDY);
        put(notice -> notice.unresolved()
                .resolved(new Notice.Resolution(
                        notice.resolution().orElseThrow().at(),
                        notice.resolution().orElseThrow().by(),
                        "Nothing happened.",
                        Optional.empty(),
                        "k"))
                .orElseThrow());

        assertThat(findings())
                .extracting(AuditFinding::kind, AuditFinding::place, AuditFinding::seq)
                .containsExactly(tuple(Kind.CHANGED, chain, 2L));
    }

    @Test
    void whatWasDoneCannotBeTakenBack() {
        resolve.acknowledge(everybody(), STUDY, alert.id(), "Seen.", "k");
        sign.sign(STUDY);
        put(Notice::unresolved);

        assertThat(findings()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.place()).isEqualTo(chain);
            assertThat(finding.seq()).isEqualTo(2);
        });
    }

    @Test
    void norAddedBehindTheService() {
        sign.sign(STUDY);
        put(notice -> notice.resolved(
                        new Notice.Resolution(INFUSION_START, everybody().author(), "Seen.", Optional.empty(), "k"))
                .orElseThrow());

        assertThat(findings())
                .extracting(AuditFinding::kind, AuditFinding::place, AuditFinding::seq)
                .containsExactly(tuple(Kind.CHANGED, chain, 2L));
    }

    @Test
    void oneFromBeforeNoticesWereChainedIsCoveredFromTheNextRootOn() {
        site.notices.hashes.clear();
        sign.sign(STUDY);
        assertThat(findings()).isEmpty();

        put(notice -> raisedAt(notice, INFUSION_START));

        assertThat(findings()).extracting(AuditFinding::kind).containsExactly(Kind.REWRITTEN);
    }

    @Test
    void oneAboutThePharmacyIsCoveredWithoutBeingNamed() {
        put(notice -> of(notice, Set.of(FormCategory.PHARMACY)));
        site.notices.hashes.clear();
        sign.sign(STUDY);
        assertThat(roots.published.get(0).changed())
                .extracting(ChainHead::stream)
                .doesNotContain(chain);

        put(notice -> raisedAt(notice, INFUSION_START));

        assertThat(findings()).extracting(AuditFinding::place).containsExactly("a hidden chain");
    }

    @Test
    void anArchiveHasItAsItWasAtTheCut() {
        Instant cut = site.clock.instant();
        site.clock.set(cut.plusSeconds(60));
        resolve.acknowledge(everybody(), STUDY, alert.id(), "Seen.", "k");

        Set<FormCategory> safety = Set.of(FormCategory.DOSE_DAY, FormCategory.SAFETY);
        assertThat(entriesOfSite(cut, safety)).containsExactly(1L);
        assertThat(entriesOfSite(cut.plusSeconds(60), safety)).containsExactly(1L, 2L);
        assertThat(entriesOfSite(cut.plusSeconds(60), Set.of(FormCategory.DOSE_DAY)))
                .as("the words are for who may see what the dose did")
                .containsExactly(1L);
        assertThat(entriesOfSite(cut.plusSeconds(60), Set.of(FormCategory.EFFICACY)))
                .isEmpty();
    }

    private List<Long> entriesOfSite(Instant cut, Set<FormCategory> seen) {
        List<Long> entries = new ArrayList<>();
        trail.ofSite(STUDY, "01", cut, seen::containsAll, (entry, hidden) -> {
            if (entry.stream().equals(chain)) {
                entries.add(entry.seq());
            }
        });
        return entries;
    }
}
