package org.equipoise.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurableBackendTest {

    @ParameterizedTest
    @ValueSource(strings = {"find", "getMore", "count", "distinct", "ping", "hello", "isMaster", "listIndexes"})
    void commands_that_only_read_wait_for_no_disk(String command) {
        assertThat(DurableBackend.readsOnly(command, new Document())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"insert", "update", "delete", "findAndModify", "createIndexes", "drop", "whatIsNewNextYear"})
    void each_other_command_counts_as_a_write(String command) {
        assertThat(DurableBackend.readsOnly(command, new Document())).isFalse();
    }

    @Test
    void an_aggregation_is_a_write_when_it_stores_its_result() {
        assertThat(DurableBackend.readsOnly("aggregate", aggregation("$match"))).isTrue();
        assertThat(DurableBackend.readsOnly("aggregate", aggregation("$merge"))).isFalse();
        assertThat(DurableBackend.readsOnly("aggregate", aggregation("$out"))).isFalse();
        assertThat(DurableBackend.readsOnly("aggregate", new Document())).isFalse();
    }

    private static Document aggregation(String lastStage) {
        return new Document("pipeline", List.of(new Document("$sort", 1), new Document(lastStage, 1)));
    }
}
