package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.KitTrial;
import org.equipoise.randomizer.RandomizerTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Minimization with managed kits, with as many requests at once as there can be. */
@RandomizerTest
class AdaptiveKitsTest {

    private static final int CLIENTS = 32;

    private final KitTrial trial = new KitTrial();
    private final String here = " WHERE study = '" + trial.study().id() + "'";
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @AfterEach
    void stopClients() {
        clients.shutdownNow();
    }

    @Test
    void eachSubjectGetsAKitOfItsArmUntilTheSetsAreUsed() throws Exception {
        trial.active(plan()).supplied("01", 6);
        List<Response> answers = atOnce(i -> trial.randomize("S-" + i));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(6);
        assertThat(answers.stream().filter(answer -> answer.statusCode() != 201))
                .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("out-of-kits"));
        List<Map<String, String>> arms = trial.study().allocations("a").path("items");
        assertThat(arms).hasSize(6).allSatisfy(item -> {
            String kit =
                    Database.text("SELECT kit FROM allocation" + here + " AND subject = '" + item.get("subject") + "'");
            assertThat(trial.type(kit)).isEqualTo(item.get("arm"));
            assertThat(Database.column(
                            "SELECT kit FROM dispensing" + here + " AND subject = '" + item.get("subject") + "'"))
                    .containsExactly(kit);
        });
        assertThat(Database.text("SELECT version FROM adaptive_state JOIN randomization_list USING (list)" + here))
                .as("who was refused left no trace in the totals")
                .isEqualTo("6");
        assertThat(trial.stock("01")).isEqualTo(6);
    }

    @Test
    void manyRequestsForOneSubjectGiveOneKit() throws Exception {
        trial.active(plan()).supplied("01", 4);
        List<Response> same = atOnce(i -> trial.randomize("S-1", "01", "the-key"));
        assertThat(same).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        assertThat(same.stream().map(Response::asString).distinct()).hasSize(1);
        assertThat(trial.randomize("S-1").<String>path("code")).isEqualTo("already-randomized");
        assertThat(Database.column("SELECT subject FROM dispensing" + here)).containsExactly("S-1");
        assertThat(Database.column("SELECT entry FROM audit_entry" + here + " AND entry LIKE '%\"randomize\"%'"))
                .hasSize(1)
                .allSatisfy(entry -> assertThat(entry).contains(same.get(0).<String>path("kit")));
    }

    @Test
    void laterDosesAndRefusalsAreAsWithAList() {
        trial.active(plan()).supplied("01", 3);
        String first = trial.randomize("S-1").path("kit");
        Response second = trial.dispense("S-1", "D2", "k");
        second.then().statusCode(201);
        assertThat(trial.type(second.path("kit"))).isEqualTo(trial.type(first));
        trial.randomize("S-2").then().statusCode(201);
        assertThat(trial.randomize("S-3").<String>path("detail"))
                .isEqualTo("The subject's site cannot hand out a kit now. Nothing was done.");
        trial.supplied("01", 1);
        trial.randomize("S-3").then().statusCode(201);
    }

    private static String plan() {
        return KitTrial.minimized(KitTrial.plan());
    }

    private List<Response> atOnce(IntFunction<Response> request) throws Exception {
        List<Future<Response>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            Callable<Response> client = () -> request.apply(number);
            running.add(clients.submit(client));
        }
        List<Response> answers = new ArrayList<>();
        for (Future<Response> answer : running) {
            answers.add(answer.get());
        }
        return answers;
    }
}
