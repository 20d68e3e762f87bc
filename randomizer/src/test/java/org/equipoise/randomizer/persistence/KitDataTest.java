package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.KitTrial;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.domain.kit.KitAction;
import org.equipoise.randomizer.domain.kit.KitState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What someone who copies the database sees of kits. */
@RandomizerTest
class KitDataTest {

    private static final int OF_EACH = 60;

    private final KitTrial trial = new KitTrial();
    private final String here = " WHERE study = '" + trial.study().id() + "' ";

    @Test
    void noTypeNoLotAndNoExpiryStandsAnywhere() {
        trial.active().supplied("01", 4);
        trial.randomize("01-001").then().statusCode(201);
        StringBuilder dump = new StringBuilder();
        for (String table : List.of(
                "plan_kits",
                "depot",
                "kit_series",
                "kit",
                "shipment",
                "shipment_kit",
                "dispensing",
                "audit_entry",
                "idempotent_request")) {
            Database.column("SELECT t::text FROM " + table + " t" + here).forEach(dump::append);
        }
        assertThat(dump.toString())
                .contains(trial.study().id(), "central", "01-001")
                .doesNotContainPattern("(?i)(?<![a-z0-9+/])(KTM|MDZ|L-1|L-2)(?![a-z0-9+/])")
                .doesNotContain(KitTrial.LATER, hex("KTM"), hex("MDZ"), hex("L-1"), hex("L-2"));
    }

    @Test
    void equalContentsLookDifferentAndAllAreEquallyLong() {
        trial.active();
        trial.register(OF_EACH, OF_EACH).then().statusCode(201);
        List<String> contents = Database.column("SELECT encode(content, 'hex') FROM kit" + here);
        assertThat(contents).hasSize(2 * OF_EACH).doesNotHaveDuplicates();
        assertThat(contents.stream().map(String::length).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT kit FROM kit %s ORDER BY kit",
                "SELECT kit FROM kit %s ORDER BY ctid",
                "SELECT kit FROM kit %s ORDER BY content",
                "SELECT substring(stream from '[^/]*$') FROM audit_entry %s AND stream LIKE '%%/kit/%%' ORDER BY id"
            })
    void noOrderOfKitsFollowsTheirTypes(String query) {
        trial.active();
        trial.register(OF_EACH, OF_EACH).then().statusCode(201);
        Map<String, String> types = types();
        List<String> inOrder =
                Database.column(query.formatted(here)).stream().map(types::get).toList();
        assertThat(inOrder).hasSize(2 * OF_EACH);
        long neighboursAlike = IntStream.range(1, inOrder.size())
                .filter(i -> inOrder.get(i).equals(inOrder.get(i - 1)))
                .count();
        long inFirstHalf =
                inOrder.subList(0, OF_EACH).stream().filter("KTM"::equals).count();
        // standard deviations 5.5 and 2.7; sorted types would give 118 and 0 or 60
        assertThat((double) neighboursAlike).isCloseTo(OF_EACH, within(33.0));
        assertThat((double) inFirstHalf).isCloseTo(OF_EACH / 2.0, within(16.0));
    }

    @Test
    void whatStandsBesideTheContentIsTheSameForKitsOfAllTypes() {
        trial.active();
        trial.register(OF_EACH, OF_EACH).then().statusCode(201);
        assertThat(Database.column("SELECT DISTINCT xmin::text || state || place FROM kit" + here))
                .as("one transaction, one state, one place")
                .hasSize(1);
        assertThat(Database.column(
                        "SELECT DISTINCT regexp_replace(entry, 'K\\d{7}', 'NUMBER', 'g') || at FROM audit_entry" + here
                                + "AND stream LIKE '%/kit/%'"))
                .as("one entry, one moment")
                .hasSize(1);
    }

    @Test
    void theDatabasePermitsExactlyTheStepsOfTheDomain() {
        Set<String> steps = new TreeSet<>();
        for (KitAction action : KitAction.values()) {
            for (KitState state : KitState.values()) {
                if (action.isPermittedFrom(state)) {
                    steps.add(action.code() + " " + state.code() + " "
                            + action.result().code());
                }
            }
        }
        assertThat(Database.column("SELECT action || ' ' || state_from || ' ' || state_to FROM kit_transition"))
                .containsExactlyInAnyOrderElementsOf(steps);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE kit SET content = ''",
                "UPDATE kit SET kit = ''",
                "DELETE FROM kit",
                "DELETE FROM shipment",
                "UPDATE shipment SET site = '02'",
                "UPDATE shipment_kit SET kit = ''",
                "DELETE FROM dispensing",
                "UPDATE dispensing SET kit = ''",
                "UPDATE kit_series SET seed = ''",
                "INSERT INTO kit_transition VALUES ('revive', 'destroyed', 'available')",
                "UPDATE kit_transition SET state_to = 'available'",
                "UPDATE plan_kits SET minimum_days = 0",
                "UPDATE depot SET name = ''"
            })
    void nobodyChangesWhatIsWrittenOnce(String change) {
        boolean insertion = change.startsWith("INSERT");
        assertThat(failure(Database::asService, change)).isEqualTo("42501");
        if (!insertion) {
            assertThat(failure(Database::asOwner, change)).isEqualTo("23001");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE kit SET state = 'available'",
                "UPDATE kit_series SET registered = 0",
                "INSERT INTO dispensing SELECT * FROM dispensing",
                "SELECT hand_out_kit('S', 'x', 'D', 1, '01', 'K', now(), '{}')",
                "SELECT change_kits('S', '[]', now(), '{}')",
                "SELECT keep_answer('S', 'k', 'f', 'r', now())"
            })
    void theServicesOwnRoleHasNoRightTo(String statement) {
        assertThat(failure(Database::asService, statement)).isEqualTo("42501");
    }

    @Test
    void theNextEntrysArmIsGivenOutOnlyWhereKitsAreManaged() {
        trial.study().active();
        assertThat(Database.column("SELECT e.at_position FROM randomization_list l, "
                        + "next_entry(l.study, l.list, 'site=01,madrsBand=GE35') e" + here))
                .isEmpty();
    }

    private Map<String, String> types() {
        Map<String, String> types = new HashMap<>();
        List<Map<String, String>> items = new ArrayList<>();
        items.addAll(trial.study()
                .as("pharmacist")
                .get(trial.study().path("/kits?limit=200"))
                .path("items"));
        items.forEach(item -> types.put(item.get("kit"), item.get("type")));
        return types;
    }

    private interface Role {
        Connection connect() throws SQLException;
    }

    private static String failure(Role role, String sql) {
        return assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> {
                    try (Connection connection = role.connect();
                            Statement statement = connection.createStatement()) {
                        connection.setAutoCommit(false);
                        try {
                            statement.execute(sql);
                        } finally {
                            connection.rollback();
                        }
                    }
                })
                .actual()
                .getSQLState();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
