package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.AuditFinding;
import org.equipoise.platform.audit.AuditFinding.Kind;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.RootSigner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AuditRootsTest {
    private static final FormInstance H24 = new FormInstance("H24", "MADRS", 1);
    private static final String CHAIN = STUDY + "/" + SUBJECT + "/H24/MADRS/1";
    private static final Instant DAY_AFTER = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite();
    private final MemorySnapshots snapshots = new MemorySnapshots();
    private final MemoryRoots roots = new MemoryRoots();
    private final RootSigner signer = MemoryRoots.signer();
    private final Random random = new Random(11);
    private final MemoryMappings mappings = new MemoryMappings();
    private final AuditTrail trail = new AuditTrail(
            site.studies,
            site.studyStore,
            mappings,
            site.subjectStore,
            site.revisions,
            site.marks,
            site.queries,
            site.notices,
            snapshots);
    private final SignAuditRoot sign = signer(10_000);
    private final VerifyAudit verify = new VerifyAudit(trail, roots, signer, roots.publication());
    private DataQuery query;

    @BeforeEach
    void workUnderTwoRoots() {
        site.infuse();
        site.enter("INFUSION", "PREPARATION", INFUSION_START.minusSeconds(1200), Map.of("VOLUME", 50));
        site.enter("H24", "MADRS", DAY_AFTER, madrs(2));
        sign.sign(STUDY);
        correct(1, 3);
        correct(2, 4);
        query = new RaiseQuery(site.studies, site.subjects, site.queries, site.clock)
                .raise(everybody(), STUDY, new RaiseQuery.Question(SUBJECT, H24, Optional.of("M1"), "Sure?"), "q1");
        site.marking.mark(
                everybody(),
                new MarkData.Marking(
                        STUDY,
                        Target.form("01", SUBJECT, H24),
                        MarkAction.REVIEW,
                        new Mark.Statement(3, "h", List.of(), Optional.empty()),
                        "m1"));
        sign.sign(STUDY);
    }

    private SignAuditRoot signer(int mostHeads) {
        return new SignAuditRoot(trail, roots, signer, roots.publication(), random, site.clock, mostHeads);
    }

    private void correct(int expected, int value) {
        site.saveForm.save(everybody(), change("H24", "MADRS", expected, data(DAY_AFTER, madrs(value))));
    }

    private List<AuditFinding> findings() {
        return verify.verify(STUDY).findings();
    }

    private int indexOf(FormInstance instance, int number) {
        List<StoredRevision> all = site.revisions.revisions;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).revision().instance().equals(instance)
                    && all.get(i).revision().number() == number) {
                return i;
            }
        }
        throw new IllegalArgumentException(instance + " #" + number);
    }

    private static Revision touched(Revision revision) {
        FormContent content = new FormContent(
                Map.of(),
                Map.of(),
                revision.content().occurredAt(),
                revision.content().windowReason());
        return new Revision(
                revision.study(),
                revision.subject(),
                revision.site(),
                revision.instance(),
                revision.number(),
                revision.definitionVersion(),
                content,
                revision.reasonForChange(),
                revision.warningReasons(),
                revision.findings(),
                revision.consequences(),
                revision.savedBy(),
                revision.savedAt(),
                revision.salt());
    }

    private void touch(FormInstance instance, int number) {
        int index = indexOf(instance, number);
        StoredRevision stored = site.revisions.revisions.get(index);
        site.revisions.revisions.set(
                index,
                new StoredRevision(touched(stored.revision()), stored.previousHash(), stored.hash(), Optional.empty()));
    }

    /** No version that drops a site is published any more; one that was published before stays in force. */
    @Test
    void marksOnASiteThatAVersionDroppedAreNotGone() {
        site.marking.mark(
                everybody(),
                new MarkData.Marking(
                        STUDY,
                        Target.site("02"),
                        MarkAction.FREEZE,
                        new Mark.Statement(0, "", List.of(), Optional.of("closed")),
                        "m2"));
        sign.sign(STUDY);
        String json = ExampleStudy.jsonWith(study -> {
            study.put("version", "2");
            ((ArrayNode) study.at("/sites")).remove(1);
        });
        site.studyStore.insert(
                new PublishedStudy(
                        STUDY, "2", json, CanonicalJson.sha256Text(json), site.clock.instant(), new Author("a", "ada")),
                1);
        site.clock.set(site.clock.instant().plusSeconds(5));

        assertThat(site.studies.current(STUDY).definition().site("02")).isEmpty();
        assertThat(findings()).isEmpty();
    }

    @Nested
    class ARoot {
        @Test
        void coversFormsMarksAndQueriesAndNamesWhatMoved() {
            assertThat(roots.published).hasSize(2);
            assertThat(roots.published.get(0).changed())
                    .extracting(ChainHead::stream)
                    .containsExactly(
                            CHAIN,
                            STUDY + "/" + SUBJECT + "/INFUSION/INFUSION/1",
                            STUDY + "/subjects/" + SUBJECT,
                            STUDY + "/versions/1");
            assertThat(roots.published.get(1).changed())
                    .extracting(ChainHead::stream, ChainHead::seq)
                    .containsExactly(
                            tuple(CHAIN, 3L),
                            tuple(STUDY + "/marks/form/" + SUBJECT + "/H24/MADRS/1", 1L),
                            tuple(STUDY + "/queries/" + query.id(), 1L));
        }

        @Test
        void saysNothingOfThePharmacyAndOfSnapshotsNotEvenThatTheyGrew() {
            AuditRoot quiet = sign.sign(STUDY);
            new TakeSnapshot(
                            site.studies,
                            site.subjectStore,
                            site.revisions,
                            snapshots,
                            site.subjectNotices,
                            site.clock,
                            random)
                    .take(new TakeSnapshot.Order(STUDY, Purpose.ANALYSIS, "Look 1", new Author("s", "s"), "k"));
            AuditRoot after = sign.sign(STUDY);

            assertThat(after.streams()).isEqualTo(quiet.streams());
            assertThat(after.changed()).isEmpty();
            assertThat(after.hidden()).isNotEqualTo(quiet.hidden());
            assertThat(roots.published).noneMatch(root -> root.toString().contains("PREPARATION"));
            assertThat(findings()).isEmpty();
        }

        @Test
        void isMadeOnceForOneRequest() {
            AuditRoot first = sign.sign(STUDY, "mona:k1");

            assertThat(sign.sign(STUDY, "mona:k1")).isEqualTo(first);
            assertThat(sign.sign(STUDY, "mona:k2").seq()).isEqualTo(first.seq() + 1);
        }
    }

    @Nested
    class ABacklog {
        @Test
        void takesSeveralRootsWhichFollowEachOther() {
            roots.made.clear();
            roots.published.clear();
            AuditRoot last = signer(2).sign(STUDY, "mona:k1");

            assertThat(roots.published)
                    .extracting(
                            AuditRoot::seq,
                            AuditRoot::streams,
                            root -> root.changed().size())
                    .containsExactly(tuple(1L, 2, 2), tuple(2L, 4, 2), tuple(3L, 6, 2));
            assertThat(roots.published.get(1).previousHash())
                    .isEqualTo(roots.published.get(0).hash());
            assertThat(last).isEqualTo(roots.published.get(2));
            assertThat(signer(2).sign(STUDY, "mona:k1")).isEqualTo(last);
            assertThat(findings()).isEmpty();
        }

        @Test
        void verifiesAlsoIfSomebodySavedBetweenTheRoots() {
            roots.made.clear();
            roots.published.clear();
            signer(1).sign(STUDY);
            correct(3, 5);
            signer(1).sign(STUDY);

            assertThat(roots.published).hasSize(7);
            assertThat(findings()).isEmpty();
            touch(H24, 4);
            assertThat(findings()).extracting(AuditFinding::kind).containsExactly(Kind.CHANGED);
        }

        @Test
        void ofHiddenChainsMakesNoRootsOfItsOwn() {
            TakeSnapshot take = new TakeSnapshot(
                    site.studies,
                    site.subjectStore,
                    site.revisions,
                    snapshots,
                    site.subjectNotices,
                    site.clock,
                    random);
            for (String key : List.of("k1", "k2", "k3")) {
                take.take(new TakeSnapshot.Order(STUDY, Purpose.ANALYSIS, "Look", new Author("s", "s"), key));
            }
            int before = roots.published.size();
            signer(2).sign(STUDY);

            assertThat(roots.published).hasSize(before + 1);
            assertThat(roots.named(true)).hasSize(3);
            signer(2).sign(STUDY);
            assertThat(roots.named(true)).hasSize(4);
            assertThat(findings()).isEmpty();
        }
    }

    @Nested
    class TheCopyOfNamedHeads {
        @Test
        void isAskedForTheChainsOfOneSubjectAtATime() {
            for (int number = 2; number < 40; number++) {
                site.subjectStore.put(Examples.subject(Subject.id("01", number)));
            }
            sign.sign(STUDY);

            assertThat(roots.named(false)).hasSizeGreaterThan(40);
            assertThat(roots.largestBatch).isLessThan(10);
        }

        @Test
        void isDrawnAnewIfSomebodyTouchedIt() {
            roots.touched.add(new ChainHead(STUDY + "/zzz", 1, "0".repeat(64)));
            AuditRoot root = sign.sign(STUDY);

            assertThat(roots.touched).isEmpty();
            assertThat(root.streams()).isEqualTo(6);
            assertThat(findings()).isEmpty();
        }
    }

    @Nested
    class AVerificationFinds {
        @Test
        void nothingWhereNobodyTouchedAnything() {
            correct(3, 5);

            assertThat(findings()).isEmpty();
            assertThat(verify.verify(STUDY).entries()).isEqualTo(9);
        }

        @Test
        void aChangedRevision() {
            touch(H24, 2);

            assertThat(findings()).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.CHANGED);
                assertThat(finding.place()).isEqualTo(CHAIN);
                assertThat(finding.seq()).isEqualTo(2);
            });
        }

        @Test
        void aCutEnd() {
            site.revisions.revisions.remove(indexOf(H24, 3));

            assertThat(findings()).extracting(AuditFinding::kind).containsExactly(Kind.REMOVED);
            assertThat(findings()).extracting(AuditFinding::place).containsExactly(CHAIN);
        }

        @Test
        void aFormThatIsGone() {
            site.revisions.revisions.removeIf(
                    stored -> stored.revision().instance().equals(H24));

            assertThat(findings()).anySatisfy(finding -> {
                assertThat(finding.place()).isEqualTo(CHAIN);
                assertThat(finding.seq()).isEqualTo(1);
            });
        }

        @Test
        void aChainThatWasRewrittenWithSoundHashes() {
            String previous = null;
            for (int number = 1; number <= 3; number++) {
                int index = indexOf(H24, number);
                Revision revision = touched(site.revisions.revisions.get(index).revision());
                String before = previous == null ? RevisionText.genesis(revision) : previous;
                previous = RevisionText.hash(before, revision);
                site.revisions.revisions.set(index, new StoredRevision(revision, before, previous, Optional.empty()));
            }

            assertThat(findings())
                    .extracting(AuditFinding::kind, AuditFinding::seq)
                    .containsExactly(tuple(Kind.REWRITTEN, 1L), tuple(Kind.REWRITTEN, 3L));
        }

        @Test
        void aMarkThatSaysSomethingElse() {
            StoredMark stored = site.marks.all().get(0);
            Mark mark = stored.mark();
            Mark other = new Mark(
                    mark.study(),
                    mark.target(),
                    mark.number(),
                    MarkAction.SIGN,
                    mark.statement(),
                    mark.by(),
                    mark.at(),
                    mark.requestKey());
            site.marks.all().set(0, new StoredMark(other, stored.previousHash(), stored.hash()));

            assertThat(findings())
                    .extracting(AuditFinding::place)
                    .containsExactly(STUDY + "/marks/form/" + SUBJECT + "/H24/MADRS/1");
        }

        @Test
        void aQuestionInOtherWords() {
            QueryEntry asked = query.question();
            DataQuery other = new DataQuery(
                    query.study(),
                    query.id(),
                    query.subject(),
                    query.site(),
                    query.instance(),
                    query.item(),
                    query.check(),
                    query.categories(),
                    query.status(),
                    List.of(new QueryEntry(asked.at(), asked.by(), asked.action(), "Fine.", asked.requestKey())));
            site.queries.byOrigin.replaceAll((origin, raised) ->
                    raised.query().id().equals(query.id()) ? new QueryStore.RaisedQuery(other, origin) : raised);

            assertThat(findings()).extracting(AuditFinding::place).containsExactly(STUDY + "/queries/" + query.id());
        }

        @Test
        void aQueryThatTheStoreStatesToBeClosedAlthoughNobodyClosedIt() {
            site.queries.stated.put(query.id(), Map.of("status", "closed"));

            assertThat(findings()).extracting(AuditFinding::place).containsExactly(STUDY + "/queries/" + query.id());
        }

        @Test
        void aMappingOfALaboratorysFilesThatConvertsOtherwise() {
            ChainedMapping published = mapping("7.5");
            mappings.published.put("LAB", published);
            assertThat(findings()).isEmpty();

            mappings.published.put("LAB", new ChainedMapping(mapping("75").mapping(), published.hash()));

            assertThat(findings()).extracting(AuditFinding::place).containsExactly(STUDY + "/import-mappings/LAB");
        }

        private ChainedMapping mapping(String factor) {
            ImportMapping.Conversion conversion = new ImportMapping.Conversion(new BigDecimal(factor), BigDecimal.ZERO);
            ImportMapping.ItemColumn column = new ImportMapping.ItemColumn(
                    "SYSTOLIC",
                    "RESULT",
                    Map.of(),
                    Optional.of("UNIT"),
                    Map.of("kPa", conversion),
                    Map.of(),
                    Optional.empty());
            ImportMapping mapping = new ImportMapping(
                    "LAB",
                    "VITALS",
                    "SUBJ",
                    new ImportMapping.EventKey(Optional.of("H24"), Optional.empty(), Map.of()),
                    "TAKEN",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(column));
            PublishedMapping published = new PublishedMapping(
                    STUDY,
                    mapping,
                    Optional.of(everybody().author()),
                    Optional.of(site.clock.instant()),
                    Optional.of("1"));
            return new ChainedMapping(published, ChainedMapping.hash(published));
        }

        @Test
        void aTouchedHiddenChainWithoutNamingIt() {
            touch(new FormInstance("INFUSION", "PREPARATION", 1), 1);

            assertThat(findings()).singleElement().satisfies(finding -> {
                assertThat(finding.place()).isEqualTo("a hidden chain");
                assertThat(finding.seq()).isZero();
            });
        }

        @Test
        void rootsThatWereCutInTheStore() {
            roots.made.remove(1);

            assertThat(findings()).anySatisfy(finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.ROOT);
                assertThat(finding.seq()).isEqualTo(2);
            });
        }
    }
}
