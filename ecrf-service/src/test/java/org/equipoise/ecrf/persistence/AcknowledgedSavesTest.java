package org.equipoise.ecrf.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.ExampleStudy.STUDY;
import static org.equipoise.ecrf.Examples.INFUSION_START;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.application.EntryData;
import org.equipoise.ecrf.application.FormView;
import org.equipoise.ecrf.application.OpenData;
import org.equipoise.ecrf.application.PublishStudy;
import org.equipoise.ecrf.application.SaveCommand;
import org.equipoise.ecrf.application.SaveForm;
import org.equipoise.ecrf.application.ScreenSubject;
import org.equipoise.ecrf.application.Studies;
import org.equipoise.ecrf.application.Subjects;
import org.equipoise.ecrf.application.SystemNotices;
import org.equipoise.ecrf.application.SystemQueries;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database is killed while several people save and correct forms; a ledger outside holds every revision that was
 * acknowledged, and is compared with what is stored after the restart.
 */
class AcknowledgedSavesTest {
    private static final int PEOPLE = 4;
    private static final int SAVES_BEFORE_THE_KILL = 200;
    private static final int REVISIONS_OF_A_FORM = 5;
    private static final FormInstance FORM = Examples.first("BASELINE", "MADRS");
    private static final Instant BEFORE = INFUSION_START.minus(Duration.ofHours(24));
    private static final Clock CLOCK = Clock.fixed(INFUSION_START.plus(Duration.ofDays(2)), ZoneOffset.UTC);
    private static final Logger DRIVER = Logger.getLogger("org.mongodb.driver");

    @TempDir
    Path data;

    /** By subject and revision, the first answer. */
    private final Map<String, Map<Integer, Long>> ledger = new ConcurrentHashMap<>();

    @BeforeAll
    static void silenceTheDriver() {
        DRIVER.setLevel(Level.OFF);
    }

    @Test
    void aKillUnderLoadLosesNoAcknowledgedSave() throws InterruptedException {
        saveUntilKilled(DocumentServer.Kind.COMMITS);

        assertThat(missing(DocumentServer.Kind.COMMITS)).isEmpty();
    }

    @Test
    void withoutTheCommitBeforeTheAcknowledgementTheLedgerFindsTheLoss() throws InterruptedException {
        saveUntilKilled(DocumentServer.Kind.FORGETS);

        assertThat(missing(DocumentServer.Kind.FORGETS)).isNotEmpty();
    }

    private void saveUntilKilled(DocumentServer.Kind kind) throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(SAVES_BEFORE_THE_KILL);
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        DocumentServer server = DocumentServer.start(kind, data);
        try (MongoClient client = server.client()) {
            Service service = new Service(client);
            service.publish();
            for (int person = 0; person < PEOPLE; person++) {
                people.execute(() -> saveUntilTheEnd(service, enough));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.kill();
            people.shutdownNow();
            assertThat(people.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void saveUntilTheEnd(Service service, CountDownLatch enough) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                String subject = service.screen();
                for (int revision = 1; revision <= REVISIONS_OF_A_FORM; revision++) {
                    FormView saved = service.save(subject, revision);
                    ledger.computeIfAbsent(subject, none -> new ConcurrentHashMap<>())
                            .put(saved.revision().number(), (long) revision);
                    enough.countDown();
                }
            }
        } catch (MongoException | Refusal | IllegalStateException killed) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was acknowledged and is not stored as it was. */
    private List<String> missing(DocumentServer.Kind kind) {
        try (DocumentServer server = DocumentServer.start(kind, data);
                MongoClient client = server.client()) {
            Collections collections = new Collections(client, "ecrf");
            MongoRevisionStore revisions = new MongoRevisionStore(collections);
            List<String> missing = new ArrayList<>();
            ledger.forEach((subject, acknowledged) -> {
                Map<Integer, Object> stored = new TreeMap<>();
                revisions
                        .history(STUDY, subject, FORM)
                        .forEach(kept -> stored.put(
                                kept.revision().number(),
                                kept.revision().content().values().get("M1")));
                acknowledged.forEach((revision, answer) -> {
                    if (!new ItemValue.IntegerValue(answer).equals(stored.get(revision))) {
                        missing.add(subject + " revision " + revision + ": " + stored.get(revision));
                    }
                });
            });
            return missing;
        }
    }

    /** The use cases on the real stores. */
    private static final class Service {
        private static final Actor EVE = actor();

        private final MongoStudyStore studyStore;
        private final Studies studies;
        private final ScreenSubject screening;
        private final SaveForm saveForm;

        Service(MongoClient client) {
            Collections collections = new Collections(client, "ecrf");
            collections.createIndexes();
            studyStore = new MongoStudyStore(collections);
            studies = new Studies(studyStore, new JsonDefinitionFormat(), CLOCK);
            MongoSubjectStore subjects = new MongoSubjectStore(collections);
            OpenData open = new OpenData(new MongoMarkStore(collections));
            screening = new ScreenSubject(studies, subjects, open, CLOCK);
            saveForm = new SaveForm(
                    studies,
                    new Subjects(subjects, open),
                    new MongoRevisionStore(collections),
                    new MongoDraftStore(collections),
                    new SystemQueries(
                            new MongoQueryStore(collections), new SystemNotices(new MongoNoticeStore(collections))),
                    new Random(1),
                    CLOCK);
        }

        void publish() {
            new PublishStudy(studyStore, new JsonDefinitionFormat(), studies, CLOCK)
                    .publish(STUDY, "1", ExampleStudy.json(), Examples.RITA);
        }

        String screen() {
            return screening
                    .screen(STUDY, "01", BEFORE, Thread.currentThread().getName() + System.nanoTime())
                    .id();
        }

        FormView save(String subject, int revision) {
            Map<String, Object> values = new HashMap<>(Map.of("M1", revision, "M2", 3, "M3", 3));
            Optional<String> reason = revision == 1 ? Optional.empty() : Optional.of("typing error");
            EntryData entry = new EntryData(
                    values, Map.of(), BEFORE, Optional.empty(), reason, Map.of("ALL_SIX", "looked again"));
            return saveForm.save(EVE, new SaveCommand(STUDY, subject, FORM, revision - 1, Optional.empty(), entry));
        }

        private static Actor actor() {
            Map<FormCategory, SiteScope> everywhere = new EnumMap<>(FormCategory.class);
            for (FormCategory category : FormCategory.values()) {
                everywhere.put(category, SiteScope.all());
            }
            return new Actor(Examples.RITA, SiteScope.all(), everywhere, everywhere);
        }
    }
}
