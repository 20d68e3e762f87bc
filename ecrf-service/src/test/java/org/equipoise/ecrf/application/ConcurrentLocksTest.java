package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.Answer;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several replicas save while others lock and unlock: what was closed stays as it was, and no acknowledged save is lost. */
class ConcurrentLocksTest {
    private static final Instant NEXT_DAY = INFUSION_START.plus(Duration.ofHours(24));
    private static final List<String> SUBJECTS = List.of(SUBJECT, "01-002", "02-001");
    private static final List<FormInstance> FORMS =
            List.of(Examples.first("H24", "MADRS"), Examples.first("BASELINE", "MADRS"));
    private static final int SAVERS = 3;
    private static final int STEPS = 150;
    private static final Set<ProblemType> EXPECTED = Set.of(ProblemType.STATE_CONFLICT, ProblemType.REVISION_CONFLICT);

    private final TrialSite site = new TrialSite();

    /** What is closed at this moment, as whoever closed it knows: from the acknowledgement until it is opened again. */
    private final Map<Target, List<String>> closed = new ConcurrentHashMap<>();

    private final List<String> broken = new CopyOnWriteArrayList<>();

    private void watch(StoredRevision stored) {
        Revision revision = stored.revision();
        Target form = Target.form(revision.site(), revision.subject(), revision.instance());
        form.enclosing()
                .forEach(target -> Optional.ofNullable(closed.get(target))
                        .filter(items -> items.isEmpty() || changes(revision, items))
                        .ifPresent(
                                items -> broken.add(target.key() + " " + items + " by revision " + revision.number())));
    }

    private boolean changes(Revision revision, List<String> items) {
        return site.revisions.history(STUDY, revision.subject(), revision.instance()).stream()
                .map(StoredRevision::revision)
                .filter(before -> before.number() == revision.number() - 1)
                .anyMatch(before -> items.stream()
                        .anyMatch(item ->
                                !Answer.at(item, before.content()).equals(Answer.at(item, revision.content()))));
    }

    /** A replica of its own, which shares nothing but the stores of revisions, subjects and marks. */
    private SaveForm replica() {
        SystemQueries queries = new SystemQueries(new MemoryQueries(), new SystemNotices(new MemoryNotices()));
        return new SaveForm(
                site.studies,
                new Subjects(site.subjectStore, new OpenData(site.marks)),
                site.revisions,
                new MemoryDrafts(),
                queries,
                new Random(4),
                site.clock);
    }

    private record Saved(String subject, FormInstance form, int number, Object answer) {}

    private List<Saved> save(Random random) {
        SaveForm replica = replica();
        List<Saved> acknowledged = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            String subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
            FormInstance form = FORMS.get(random.nextInt(FORMS.size()));
            int present = site.revisions.history(STUDY, subject, form).size();
            Map<String, Object> values = new HashMap<>(madrs(random.nextInt(6)));
            Instant at = form.event().equals("H24") ? NEXT_DAY : INFUSION_START.minus(Duration.ofHours(24));
            EntryData data = data(at, values);
            EntryData changed = new EntryData(
                    values, Map.of(), at, Optional.empty(), Optional.of("typing error"), data.warningReasons());
            SaveCommand command =
                    new SaveCommand(STUDY, subject, form, present, Optional.empty(), present == 0 ? data : changed);
            try {
                FormView saved = replica.save(everybody(), command);
                acknowledged.add(new Saved(subject, form, saved.revision().number(), values.get("M1")));
            } catch (Refusal refused) {
                assertThat(refused.type()).isIn(EXPECTED);
            }
        }
        return acknowledged;
    }

    private List<Saved> closeAndOpen(Random random) {
        for (int step = 0; step < STEPS; step++) {
            String subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
            FormInstance form = FORMS.get(random.nextInt(FORMS.size()));
            String of = subject.substring(0, 2);
            Target onForm = Target.form(of, subject, form);
            int present = site.revisions.history(STUDY, subject, form).size();
            String key = "k" + step;
            switch (random.nextInt(6)) {
                case 0 -> closeAndOpen(onForm, MarkAction.LOCK_ITEMS, present, key);
                case 1 -> closeAndOpen(onForm, MarkAction.FREEZE_ITEMS, present, key);
                case 2 -> closeAndOpen(onForm, MarkAction.LOCK, present, key);
                case 3 -> closeAndOpen(Target.subject(of, subject), MarkAction.LOCK, 0, key);
                case 4 -> closeAndOpen(Target.site(of), MarkAction.LOCK, 0, key);
                default -> closeAndOpen(Target.study(), MarkAction.FREEZE, 0, key);
            }
        }
        return List.of();
    }

    private void closeAndOpen(Target target, MarkAction close, int present, String key) {
        if (present == 0 && target.instance().isPresent()) {
            return;
        }
        MarkAction open = switch (close) {
            case LOCK_ITEMS -> MarkAction.UNLOCK_ITEMS;
            case FREEZE_ITEMS -> MarkAction.UNFREEZE_ITEMS;
            case FREEZE -> MarkAction.UNFREEZE;
            default -> MarkAction.UNLOCK;
        };
        List<String> items = close.isOnItems() ? List.of("M1", "M3") : List.of();
        Mark.Statement statement = new Mark.Statement(present, "hash", items, Optional.of("cleaned"));
        MarkData marking = new MarkData(
                site.marks, new Closings(site.marks, site.revisions, site.subjectStore, site.clock), site.clock);
        try {
            marking.mark(monitor(), new MarkData.Marking(STUDY, target, close, statement, key));
        } catch (Refusal refused) {
            assertThat(refused.type()).isEqualTo(ProblemType.REVISION_CONFLICT);
            return;
        }
        closed.put(target, items);
        Thread.onSpinWait();
        closed.remove(target);
        marking.mark(monitor(), new MarkData.Marking(STUDY, target, open, statement, key + "-open"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsClosedStaysAsItWasAndWhatWasAcknowledgedIsThere(long seed) throws Exception {
        site.subjectStore.put(Examples.subject(SUBJECTS.get(1)));
        site.subjectStore.put(Examples.subject(SUBJECTS.get(2)));
        site.revisions.appended = this::watch;
        ExecutorService replicas = Executors.newFixedThreadPool(SAVERS + 1);
        List<Callable<List<Saved>>> work = new ArrayList<>();
        IntStream.range(0, SAVERS).forEach(saver -> work.add(() -> save(new Random(seed * 100 + saver))));
        work.add(() -> closeAndOpen(new Random(seed)));

        List<Saved> acknowledged = new ArrayList<>();
        for (Future<List<Saved>> done : replicas.invokeAll(work)) {
            acknowledged.addAll(done.get());
        }
        replicas.shutdown();

        assertThat(broken).isEmpty();
        assertThat(acknowledged)
                .isNotEmpty()
                .allSatisfy(saved -> assertThat(site.revisions.history(STUDY, saved.subject(), saved.form()).stream()
                                .filter(stored -> stored.revision().number() == saved.number())
                                .map(stored -> stored.revision()
                                        .content()
                                        .values()
                                        .get("M1")
                                        .plain()))
                        .containsExactly(((Integer) saved.answer()).longValue()));
        assertThat(site.revisions.revisions).hasSameSizeAs(acknowledged);
    }
}
