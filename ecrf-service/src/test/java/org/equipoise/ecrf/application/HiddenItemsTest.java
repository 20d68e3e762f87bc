package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A form of which a coordinator does not see all items: what is entered, refused and kept. */
class HiddenItemsTest {
    private static final FormInstance VITALS = Examples.first("H24", "VITALS");
    private static final Instant NEXT_DAY = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite(HiddenItemsStudy.json());
    private final ReadForm read = new ReadForm(site.studies, site.subjects, site.revisions);
    private final Page page = new Page(Optional.empty(), 50);

    HiddenItemsTest() {
        site.infuse();
    }

    static Actor coordinator() {
        return TrialSite.actor(
                "cora", "01", Set.of(FormCategory.GENERAL, FormCategory.EFFICACY), Set.of(FormCategory.GENERAL));
    }

    static Actor nurse() {
        return TrialSite.actor(
                "nora",
                "01",
                Set.of(FormCategory.GENERAL, FormCategory.DOSE_DAY),
                Set.of(FormCategory.GENERAL, FormCategory.DOSE_DAY));
    }

    private static Map<String, Object> vitals(int systolic) {
        return Map.of("SYSTOLIC", systolic, "DIASTOLIC", 80);
    }

    private static Map<String, Object> vitals(int systolic, int level, String remark) {
        Map<String, Object> values = new HashMap<>(vitals(systolic));
        values.put("LEVEL", level);
        values.put("REMARK", remark);
        return values;
    }

    private FormView enter(Actor author, Map<String, Object> values) {
        return site.saveForm.save(author, first("H24", "VITALS", entry(values, Optional.empty())));
    }

    private FormView change(Actor author, int revision, Map<String, Object> values, String why) {
        return site.saveForm.save(
                author,
                new SaveCommand(STUDY, SUBJECT, VITALS, revision, Optional.empty(), entry(values, Optional.of(why))));
    }

    private static EntryData entry(Map<String, Object> values, Optional<String> why) {
        return new EntryData(values, Map.of(), NEXT_DAY, Optional.empty(), why, Map.of("ODD", "looked again"));
    }

    private Map<String, Object> values(Actor reader) {
        Map<String, Object> plain = new HashMap<>();
        read.read(reader, STUDY, SUBJECT, VITALS)
                .revision()
                .content()
                .values()
                .forEach((item, value) -> plain.put(item, value.plain()));
        return plain;
    }

    private List<DataQuery> queries(Actor reader) {
        ListQueries.Selection all = new ListQueries.Selection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        return new ListQueries(site.studies, site.queries, site.clock)
                .list(reader, STUDY, all, page)
                .items();
    }

    private static Refusal refused(Runnable action) {
        return catchThrowableOfType(Refusal.class, action::run);
    }

    @Nested
    class Entering {
        @Test
        void whatTheAuthorDoesNotSeeStaysAsItIs() {
            enter(nurse(), vitals(120, 40, "zq-remark"));

            FormView saved = change(coordinator(), 1, vitals(130), "misread");

            assertThat(saved.revision().content().values()).containsOnlyKeys("SYSTOLIC", "DIASTOLIC");
            assertThat(values(coordinator())).isEqualTo(Map.of("SYSTOLIC", 130L, "DIASTOLIC", 80L));
            assertThat(values(nurse()))
                    .containsEntry("SYSTOLIC", 130L)
                    .containsEntry("LEVEL", 40L)
                    .containsEntry("REMARK", "zq-remark")
                    .containsEntry("SUM", 170L);
        }

        @Test
        void reasonsForMissingValuesStayToo() {
            Map<String, Object> seen = vitals(120);
            site.saveForm.save(
                    nurse(),
                    first(
                            "H24",
                            "VITALS",
                            new EntryData(
                                    seen,
                                    Map.of("LEVEL", "refused"),
                                    NEXT_DAY,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of())));

            FormView saved = change(coordinator(), 1, vitals(130), "misread");

            assertThat(saved.revision().content().missing()).isEmpty();
            assertThat(read.read(nurse(), STUDY, SUBJECT, VITALS)
                            .revision()
                            .content()
                            .missing())
                    .containsOnlyKeys("LEVEL");
        }

        @Test
        void aHiddenItemIsToldOfLikeOneThatTheFormDoesNotHave() {
            for (String item : List.of("LEVEL", "REMARK", "SUM")) {
                Map<String, Object> hidden = new HashMap<>(vitals(120));
                hidden.put(item, 1);
                Map<String, Object> unknown = new HashMap<>(vitals(120));
                unknown.put("NONE", 1);

                Refusal refusal = refused(() -> enter(coordinator(), hidden));

                assertThat(refusal.members().toString().replace(item, "NONE"))
                        .isEqualTo(refused(() -> enter(coordinator(), unknown))
                                .members()
                                .toString());
            }
            assertThat(site.revisions.of(STUDY, SUBJECT)).hasSize(1);
        }

        @Test
        void aRequiredItemThatTheAuthorCannotEnterIsAQueryToThoseWhoCan() {
            FormView saved = enter(coordinator(), vitals(120));

            assertThat(saved.findings()).isEmpty();
            assertThat(queries(coordinator())).isEmpty();
            assertThat(queries(nurse()))
                    .singleElement()
                    .satisfies(query -> assertThat(query.item()).contains("LEVEL"));
            assertThat(read.read(nurse(), STUDY, SUBJECT, VITALS).findings())
                    .extracting(Finding::check)
                    .containsExactly("required:LEVEL");
            assertThat(refused(() -> change(nurse(), 1, vitals(121), "misread")).type())
                    .as("who sees it has to answer it")
                    .isEqualTo(ProblemType.CHECK_FAILED);

            change(nurse(), 1, vitals(120, 40, "zq-remark"), "completed");

            assertThat(queries(nurse())).extracting(DataQuery::status).containsExactly(QueryStatus.CLOSED);
        }

        @Test
        void aCheckThatReadsHiddenItemsNeitherRefusesNorSpeaks() {
            enter(nurse(), vitals(120, 45, "zq-remark"));
            change(nurse(), 1, vitals(120, 760, "zq-remark"), "corrected");

            FormView saved = change(coordinator(), 2, vitals(200), "misread");

            assertThat(saved.findings()).isEmpty();
            assertThat(read.read(nurse(), STUDY, SUBJECT, VITALS).findings())
                    .extracting(Finding::check, Finding::severity)
                    .contains(tuple("FITS", Severity.QUERY), tuple("HIGH", Severity.QUERY));
            assertThat(refused(() -> change(nurse(), 3, vitals(210, 760, "zq-remark"), "misread"))
                            .type())
                    .isEqualTo(ProblemType.CHECK_FAILED);
        }

        @Test
        void whoReadsAnItemButMayNotEnterItLeavesItAsItIs() {
            Actor half = TrialSite.actor(
                    "hal", "01", Set.of(FormCategory.GENERAL, FormCategory.DOSE_DAY), Set.of(FormCategory.GENERAL));
            enter(nurse(), vitals(120, 40, "zq-remark"));

            change(half, 1, vitals(121), "left out");
            change(half, 2, vitals(122, 40, "zq-remark"), "sent as it is");
            Refusal refusal = refused(() -> change(half, 3, vitals(122, 41, "zq-remark"), "changed"));

            assertThat(values(half)).containsEntry("LEVEL", 40L).containsEntry("SYSTOLIC", 122L);
            assertThat(refusal.members().toString()).contains("LEVEL is not yours to enter");
        }

        @Test
        void alsoAStaleSaveIsAnsweredWithoutThem() {
            enter(nurse(), vitals(120, 40, "zq-remark"));
            change(nurse(), 1, vitals(125, 41, "zq-other"), "zq-reason");

            Refusal conflict = refused(() -> change(coordinator(), 1, vitals(130), "misread"));
            Refusal disjoint = refused(
                    () -> change(coordinator(), 1, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80, "WEIGHT", 70), "weighed"));

            assertThat(conflict.type()).isEqualTo(ProblemType.REVISION_CONFLICT);
            assertThat(List.of(conflict.members().toString(), disjoint.members().toString()))
                    .allSatisfy(told -> assertThat(told).doesNotContain("LEVEL", "REMARK", "SUM", "zq-"));
            assertThat(disjoint.members()).containsEntry("mergeable", true).containsKey("merge");
        }

        @ParameterizedTest
        @EnumSource(names = {"FREEZE_ITEMS", "LOCK_ITEMS"})
        void aClosedItemThatIsComputedIsNotNamed(MarkAction action) {
            enter(nurse(), vitals(120, 40, "zq-remark"));
            step(everybody(), action, 1, "k1", "SUM");

            Refusal refusal = refused(() -> change(coordinator(), 1, vitals(130), "misread"));

            assertThat(refusal.type()).isEqualTo(ProblemType.STATE_CONFLICT);
            assertThat(refusal.getMessage() + refusal.members()).doesNotContain("SUM");
            assertThat(read.read(coordinator(), STUDY, SUBJECT, VITALS).closed().byPlace())
                    .isEmpty();
        }

        @Test
        void aDraftIsCompletedWithoutThem() {
            enter(nurse(), vitals(120, 40, "zq-remark"));
            DraftForm drafts = new DraftForm(site.studies, site.subjects, site.revisions, site.drafts, site.clock);

            DraftForm.DraftView draft = drafts.keep(
                    coordinator(),
                    new DraftForm.Place(STUDY, SUBJECT, VITALS),
                    1,
                    new Draft.Typed(
                            Map.of("SYSTOLIC", 130, "LEVEL", 5),
                            Map.of(),
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));

            assertThat(draft.derived()).isEmpty();
            assertThat(draft.draft().entry().values()).containsOnlyKeys("SYSTOLIC");
        }
    }

    @Nested
    class Reading {
        @Test
        void whyAHiddenItemChangedIsNotTold() {
            enter(nurse(), vitals(120, 40, "zq-remark"));
            change(nurse(), 1, vitals(120, 41, "zq-remark"), "zq-reason");
            Map<String, Object> other = new HashMap<>(vitals(120, 41, "zq-remark"));
            other.put("DIASTOLIC", 81);
            change(nurse(), 2, other, "misread");
            change(coordinator(), 3, vitals(122), "mine");

            assertThat(read.history(coordinator(), STUDY, SUBJECT, VITALS))
                    .extracting(view -> view.revision().reasonForChange().orElse("-"))
                    .containsExactly("-", "-", "misread", "mine");
            assertThat(read.history(nurse(), STUDY, SUBJECT, VITALS))
                    .extracting(view -> view.revision().reasonForChange().orElse("-"))
                    .containsExactly("-", "zq-reason", "misread", "mine");
        }

        @Test
        void aHiddenItemHasNoHistory() {
            enter(nurse(), vitals(120, 40, "zq-remark"));
            change(nurse(), 1, vitals(120, 41, "zq-remark"), "zq-reason");

            assertThat(refused(() -> read.changes(coordinator(), STUDY, SUBJECT, VITALS, "LEVEL"))
                            .getMessage())
                    .isEqualTo(refused(() -> read.changes(coordinator(), STUDY, SUBJECT, VITALS, "NONE"))
                            .getMessage()
                            .replace("NONE", "LEVEL"));
            assertThat(read.changes(nurse(), STUDY, SUBJECT, VITALS, "LEVEL")).hasSize(2);
            assertThat(read.differences(
                            coordinator(),
                            STUDY,
                            SUBJECT,
                            VITALS,
                            new ReadForm.Span(Optional.empty(), Optional.empty())))
                    .isEmpty();
        }

        @Test
        void aWarningsReasonIsToldWithItsWarningAlone() {
            enter(nurse(), vitals(120, 13, "zq-remark"));

            assertThat(read.read(nurse(), STUDY, SUBJECT, VITALS).revision().warningReasons())
                    .containsOnlyKeys("ODD");
            assertThat(read.read(coordinator(), STUDY, SUBJECT, VITALS)
                            .revision()
                            .warningReasons())
                    .isEmpty();
        }

        @Test
        void aQueryOnAHiddenItemIsForThoseWhoSeeIt() {
            enter(nurse(), vitals(120, 40, "zq-remark"));
            RaiseQuery raise = new RaiseQuery(site.studies, site.subjects, site.queries, site.clock);
            RaiseQuery.Question question =
                    new RaiseQuery.Question(SUBJECT, VITALS, Optional.of("REMARK"), "zq-question");

            assertThat(refused(() -> raise.raise(coordinator(), STUDY, question, "k1"))
                            .getMessage())
                    .contains("has no item REMARK");
            raise.raise(nurse(), STUDY, question, "k2");

            assertThat(queries(nurse())).hasSize(1);
            assertThat(queries(coordinator())).isEmpty();
        }

        @Test
        void aVersionThatHidesAnItemHidesWhatWasToldOfIt() {
            TrialSite open = new TrialSite();
            open.enter("BASELINE", "VITALS", INFUSION_START.minus(Duration.ofHours(20)), vitals(120));
            new RaiseQuery(open.studies, open.subjects, open.queries, open.clock)
                    .raise(
                            everybody(),
                            STUDY,
                            new RaiseQuery.Question(
                                    SUBJECT, Examples.first("BASELINE", "VITALS"), Optional.of("DIASTOLIC"), "Sure?"),
                            "k1");
            Versions.publish(
                    open,
                    "2",
                    study -> HiddenItemsStudy.vitals(study)
                            .withArray("/itemGroups/0/items")
                            .forEach(item -> {
                                if (item.path("id").asText().equals("DIASTOLIC")) {
                                    ((ObjectNode) item).put("category", "dose-day");
                                }
                            }));

            ReadForm after = new ReadForm(open.studies, open.subjects, open.revisions);
            Revision seen = after.read(coordinator(), STUDY, SUBJECT, Examples.first("BASELINE", "VITALS"))
                    .revision();

            assertThat(seen.definitionVersion()).isEqualTo("1");
            assertThat(seen.content().values()).containsOnlyKeys("SYSTOLIC");
            assertThat(new ListQueries(open.studies, open.queries, open.clock)
                            .list(
                                    coordinator(),
                                    STUDY,
                                    new ListQueries.Selection(
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            false),
                                    page)
                            .items())
                    .isEmpty();
        }
    }

    @Nested
    class Signing {
        @Test
        void whoSignsOrReviewsSeesAllOfTheForm() {
            enter(nurse(), vitals(120, 40, "zq-remark"));

            for (MarkAction action : List.of(MarkAction.SIGN, MarkAction.REVIEW)) {
                assertThat(refused(() -> step(coordinator(), action, 1, "k-" + action))
                                .type())
                        .isEqualTo(ProblemType.STATE_CONFLICT);
            }
            ReviewForm.UnderReview signed = step(everybody(), MarkAction.SIGN, 1, "k1");
            ReviewForm.UnderReview seen = review().read(coordinator(), STUDY, SUBJECT, VITALS);

            assertThat(signed.standing().signed()).isTrue();
            assertThat(seen.standing().signed()).isTrue();
            assertThat(seen.standing().unverified()).containsExactlyInAnyOrder("SYSTOLIC", "DIASTOLIC");
            assertThat(seen.contentHash()).isNotEqualTo(signed.contentHash());
            assertThat(seen.history())
                    .extracting(mark -> mark.statement().contentHash())
                    .containsExactly("");
        }

        @Test
        void itemsAreVerifiedAsFarAsTheyAreSeen() {
            enter(nurse(), vitals(120, 40, "zq-remark"));
            String seen = review().read(coordinator(), STUDY, SUBJECT, VITALS).contentHash();

            assertThat(refused(() -> step(coordinator(), MarkAction.VERIFY, 1, "k1", "LEVEL"))
                            .type())
                    .isEqualTo(ProblemType.INVALID_VALUE);
            review().step(
                            coordinator(),
                            new ReviewForm.Step(
                                    STUDY,
                                    SUBJECT,
                                    VITALS,
                                    MarkAction.VERIFY,
                                    1,
                                    List.of(),
                                    Optional.of(seen),
                                    Optional.empty(),
                                    "k2"));

            assertThat(review().read(everybody(), STUDY, SUBJECT, VITALS)
                            .standing()
                            .unverified())
                    .containsExactlyInAnyOrder("LEVEL", "REMARK", "SUM");
        }

        @Test
        void aSignatureOnTheSubjectLeavesOutAFormOfWhichTheSignerSeesAPart() {
            CloseData close =
                    new CloseData(site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open);
            String before = close.ofSubject(coordinator(), STUDY, SUBJECT).contentHash();
            String beforeForNurse = close.ofSubject(nurse(), STUDY, SUBJECT).contentHash();

            enter(nurse(), vitals(120, 40, "zq-remark"));

            assertThat(close.ofSubject(coordinator(), STUDY, SUBJECT).contentHash())
                    .isEqualTo(before);
            assertThat(close.ofSubject(nurse(), STUDY, SUBJECT).contentHash()).isNotEqualTo(beforeForNurse);
        }
    }

    private ReviewForm review() {
        return new ReviewForm(site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open);
    }

    private ReviewForm.UnderReview step(Actor actor, MarkAction action, int revision, String key, String... items) {
        return review().step(
                        actor,
                        new ReviewForm.Step(
                                STUDY,
                                SUBJECT,
                                VITALS,
                                action,
                                revision,
                                List.of(items),
                                Optional.empty(),
                                Optional.of("because"),
                                key));
    }

    /** Publishes further versions of the example study. */
    private static final class Versions {
        static void publish(TrialSite site, String version, Consumer<ObjectNode> change) {
            new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock)
                    .publish(
                            STUDY,
                            version,
                            ExampleStudy.jsonWith(study -> {
                                study.put("version", version);
                                change.accept(study);
                            }),
                            new Author("id-of-ada", "ada"));
        }
    }
}
