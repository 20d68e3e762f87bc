package org.equipoise.stats.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.equipoise.platform.audit.HashChain;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.application.AnalysisStore;
import org.equipoise.stats.application.ClosedResult;
import org.equipoise.stats.application.CommitteePerson;
import org.equipoise.stats.application.LookRequest;
import org.equipoise.stats.application.OpenMeeting;
import org.equipoise.stats.application.PublishAnalysisPlan;
import org.equipoise.stats.application.ReadAnalyses;
import org.equipoise.stats.application.ReadMeetings;
import org.equipoise.stats.application.RequestRun;
import org.equipoise.stats.application.Requester;
import org.equipoise.stats.application.Run;
import org.equipoise.stats.application.TakePart;
import org.equipoise.stats.application.WriteRecommendation;
import org.equipoise.stats.domain.meeting.InterestDeclaration;
import org.equipoise.stats.domain.meeting.Participant;
import org.equipoise.stats.domain.meeting.Recommendation;
import org.equipoise.stats.domain.meeting.RecommendedAction;
import org.equipoise.stats.domain.meeting.Session;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class ClosedStorageResourceTest {

    private static final List<String> TABLES = List.of(
            "study_key",
            "analysis_plan",
            "plan_event",
            "closed.analysis",
            "closed.event",
            "closed.run",
            "closed.run_input",
            "closed.run_end",
            "closed.run_work",
            "closed.meeting",
            "closed.meeting_entry",
            "closed.key_release",
            "recommendation");

    private static final String STUDY = SimulatedTrial.STUDY;
    private static final String CREDENTIAL = "credential-of-dora";

    Neighbourhood neighbours;

    @Inject
    PublishAnalysisPlan publishAnalysisPlan;

    @Inject
    RequestRun requestRun;

    @Inject
    ReadAnalyses readAnalyses;

    @Inject
    AnalysisStore analyses;

    @Inject
    OpenMeeting openMeeting;

    @Inject
    TakePart takePart;

    @Inject
    WriteRecommendation writeRecommendation;

    @Inject
    ReadMeetings readMeetings;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    private ClosedResult result;

    @BeforeEach
    void runALook() {
        neighbours.agreeOn(SimulatedTrial.of(60, 5, 7));
        publishAnalysisPlan.publish(SimulatedTrial.definition(), "ada");
        UUID run = requestRun
                .request(
                        SimulatedTrial.STUDY,
                        LookRequest.of(1),
                        new IdempotencyKey(UUID.randomUUID().toString()),
                        new Requester("id", "dora.dmc", CREDENTIAL))
                .id();
        Run ended = await().until(
                        () -> readAnalyses.run(SimulatedTrial.STUDY, run),
                        read -> read.state().ended());
        result = ended.completed()
                .orElseThrow(() -> new AssertionError("ended as " + ended.state()))
                .result();
    }

    @Test
    void aDumpShowsNoResultByArmAndNoArm() throws SQLException {
        String dump = dump();
        assertThat(dump).contains(result.analysis().toString());
        List<String> secrets =
                new ArrayList<>(List.of("\"KTM\"", "\"MDZ\"", "Ketamine", "Midazolam", "lsMean", "decision"));
        result.arms().forEach(arm -> secrets.add(Double.toString(arm.mean())));
        secrets.add(Double.toString(result.comparison().z()).substring(0, 8));
        secrets.add(Double.toString(result.comparison().estimate()).substring(0, 8));
        secrets.add(result.allocationHash());
        secrets.add(CREDENTIAL);

        assertThat(secrets).allSatisfy(secret -> assertThat(dump).doesNotContain(secret));
    }

    @Test
    void aDumpShowsNoRecommendationBeforeItsRelease() throws SQLException {
        UUID meeting = draftedMeeting();
        String dump = dump();
        assertThat(dump)
                .contains(meeting.toString())
                .doesNotContain("stop-harm")
                .doesNotContain("STOP_HARM")
                .doesNotContain("outweigh")
                .doesNotContain("participants are harmed")
                .doesNotContain("BARS_VOTING")
                .doesNotContain("employed by the maker");
        assertThat(readMeetings
                        .one(STUDY, meeting)
                        .draft()
                        .orElseThrow()
                        .recommendation()
                        .wording())
                .contains("participants are harmed");
    }

    private UUID draftedMeeting() {
        publishAnalysisPlan.publish(SimulatedTrial.definition(), "ada");
        CommitteePerson dora = new CommitteePerson(
                new Participant("id", "dora.dmc", true), Set.of("dmc-member"), Optional.of(Instant.now()));
        CommitteePerson otto =
                new CommitteePerson(new Participant("id-2", "otto.dmc", true), Set.of("dmc-member"), Optional.empty());
        UUID meeting = readMeetings.page(STUDY, Optional.empty(), 10).items().stream()
                .findFirst()
                .map(known -> known.subject().meeting())
                .orElseGet(() -> openMeeting
                        .open(STUDY, new OpenMeeting.Request(result.analysis(), Optional.empty()), newKey(), dora)
                        .subject()
                        .meeting());
        takePart.attend(STUDY, meeting, Set.of(Session.CLOSED), newKey(), dora);
        takePart.declare(STUDY, meeting, new TakePart.Interests(InterestDeclaration.NONE, ""), newKey(), dora);
        takePart.declare(
                STUDY,
                meeting,
                new TakePart.Interests(InterestDeclaration.BARS_VOTING, "employed by the maker"),
                newKey(),
                otto);
        int revision = readMeetings.one(STUDY, meeting).drafts().size();
        writeRecommendation.write(
                STUDY,
                meeting,
                new WriteRecommendation.Draft(
                        revision,
                        new Recommendation(
                                RecommendedAction.STOP_HARM,
                                "The events outweigh the benefit",
                                "Stop, as participants are harmed.")),
                newKey(),
                dora);
        return meeting;
    }

    private static IdempotencyKey newKey() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    @Test
    void whatWasSealedOpensAgainAsItWas() {
        assertThat(readAnalyses.one(SimulatedTrial.STUDY, result.analysis())).isEqualTo(result);
    }

    @Test
    void aSealedResultMovedToAnotherAnalysisDoesNotOpen() throws SQLException {
        UUID thief = UUID.randomUUID();
        try (Connection owner = connect("service_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("alter table closed.analysis disable trigger append_only");
            statement.execute("update closed.analysis set id = '" + thief + "' where id = '" + result.analysis() + "'");
            statement.execute("alter table closed.analysis enable trigger append_only");
        }
        assertThatThrownBy(() -> readAnalyses.one(SimulatedTrial.STUDY, thief))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("changed or moved");
        restore(thief);
    }

    private void restore(UUID thief) throws SQLException {
        try (Connection owner = connect("service_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("alter table closed.analysis disable trigger append_only");
            statement.execute("update closed.analysis set id = '" + result.analysis() + "' where id = '" + thief + "'");
            statement.execute("alter table closed.analysis enable trigger append_only");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "study_key",
                "analysis_plan",
                "plan_event",
                "closed.analysis",
                "closed.event",
                "closed.run",
                "closed.run_input",
                "closed.run_end",
                "closed.meeting",
                "closed.meeting_entry",
                "closed.key_release",
                "recommendation"
            })
    void nothingIsChangedOrRemovedByTheServiceOrTheOwner(String table) throws SQLException {
        for (String role : List.of("service_runtime", "service_owner")) {
            try (Connection connection = connect(role);
                    Statement statement = connection.createStatement()) {
                for (String change : List.of(
                        "update " + table + " set study = study",
                        "delete from " + table,
                        "truncate " + table + " cascade")) {
                    assertThatThrownBy(() -> statement.execute(change))
                            .as(role + ": " + change)
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    e -> assertThat(e.getSQLState()).isEqualTo("42501"));
                }
            }
        }
    }

    @Test
    void theServiceCannotChangeItsSchema() throws SQLException {
        try (Connection connection = connect("service_runtime");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table closed.loot (x int)"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("alter table plan_event disable trigger append_only"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"plan_event, stats/plans/KET-TRD-01", "closed.event, stats/closed/KET-TRD-01"})
    void eventsFormAChainWithoutGaps(String table, String stream) throws SQLException {
        String previous = HashChain.genesis(stream);
        try (Connection connection = connect("service_runtime");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select position, event, hash from " + table
                        + " where study = 'KET-TRD-01' order by position")) {
            int position = 0;
            while (rows.next()) {
                assertThat(rows.getInt("position")).isEqualTo(++position);
                previous = HashChain.next(previous, rows.getString("event"));
                assertThat(rows.getString("hash")).isEqualTo(previous);
            }
            assertThat(position).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"WITHOUT-PLAN", "OTHER-02"})
    void anAnalysisIsNotFoundUnderAnotherStudy(String study) {
        publishAnalysisPlan.publish(SimulatedTrial.definitionFor("OTHER-02"), "ada");
        assertThatThrownBy(() -> readAnalyses.one(study, result.analysis())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> analyses.findKey(study, result.analysis()).orElseThrow(Refusal::notFound))
                .isInstanceOf(Refusal.class);
    }

    private String dump() throws SQLException {
        StringBuilder dump = new StringBuilder();
        try (Connection connection = connect("service_owner");
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet rows = statement.executeQuery("select * from " + table)) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            byte[] bytes = rows.getBytes(column);
                            dump.append(rows.getString(column))
                                    .append(new String(bytes, StandardCharsets.ISO_8859_1))
                                    .append('\n');
                        }
                    }
                }
            }
        }
        return dump.toString();
    }

    private Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(database, role, "test");
    }
}
