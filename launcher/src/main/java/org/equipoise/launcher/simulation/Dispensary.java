package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.equipoise.launcher.client.Answer;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.study.Study;

/**
 * What happens to kits after randomization, for a few subjects of the first site: kits for a later dose, one that breaks and
 * is replaced, and one that comes back and is destroyed. All of it can be repeated without effect.
 */
public final class Dispensary {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int SUBJECTS = 3;
    private static final String LATER_DOSE = "DOSE-2";

    private final EquipoiseClient client;
    private final Study study;
    private final String coordinator;
    private final String pharmacist;

    /**
     * Prepares it.
     *
     * @param client the running system
     * @param study the study, in which subjects of the first site are randomized
     */
    public Dispensary(EquipoiseClient client, Study study) {
        this.client = client;
        this.study = study;
        String site = study.sites().get(0);
        Staff staff = new Staff(site);
        this.coordinator = staff.at(site, "coordinator");
        this.pharmacist = staff.at(site, "pharmacist");
    }

    /**
     * Does all of it.
     *
     * @return what was done, a line each; empty if the plan does not manage kits or no subject of the site is randomized
     * @throws org.equipoise.launcher.client.CallRefusedException if a step is refused
     */
    public List<String> perform() {
        List<JsonNode> randomized = managed() ? randomized() : List.of();
        List<String> lines = new ArrayList<>();
        if (randomized.isEmpty()) {
            return lines;
        }
        String dose = laterDose();
        List<String> subjects = new ArrayList<>();
        List<String> kits = new ArrayList<>();
        randomized.forEach(each -> {
            String subject = each.path("subject").asText();
            dispense(subject, dose).ifPresent(kit -> {
                subjects.add(subject);
                kits.add(kit);
            });
        });
        if (!kits.isEmpty()) {
            lines.add("Kits: " + coordinator + " dispensed " + String.join(", ", kits) + " for " + dose);
            int last = kits.size() - 1;
            lines.add(replace(subjects.get(last), dose, kits.get(last)));
        }
        String first = randomized.get(0).path("kit").asText();
        book(first, "return", "Simulated: the empty packaging came back");
        book(first, "destroy", "Simulated: destroyed with a witness");
        lines.add("Kits: " + pharmacist + " took back and destroyed " + first);
        return lines;
    }

    private boolean managed() {
        return study.randomizationPlan().path("kits").asText().equals("managed");
    }

    private List<JsonNode> randomized() {
        JsonNode items = client.send(Call.get(coordinator, path("/randomizations?limit=" + SUBJECTS)))
                .expect(OK)
                .body()
                .path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    /** The second event at which a dose is given; a name of its own in a study that gives one dose only. */
    private String laterDose() {
        return StreamSupport.stream(
                        study.definition().path("schedule").path("events").spliterator(), false)
                .filter(event -> event.path("doseDay").asBoolean() && event.hasNonNull("target"))
                .filter(event -> Duration.parse(event.path("target").asText()).isZero())
                .map(event -> event.path("id").asText())
                .skip(1)
                .findFirst()
                .orElse(LATER_DOSE);
    }

    /** The subject's kit for a dose; empty if the subject has had that dose already. */
    private Optional<String> dispense(String subject, String dose) {
        Answer answer = client.send(Call.post(
                coordinator,
                path("/subjects/" + subject + "/dispensings"),
                body("dose", dose),
                "dispensary:dose:" + subject));
        return answer.problem().equals("already-dispensed")
                ? Optional.empty()
                : Optional.of(answer.expect(CREATED).body().path("kit").asText());
    }

    private String replace(String subject, String dose, String broken) {
        ObjectNode why = body("kit", broken).put("cause", "damaged").put("reason", "Simulated: the vial fell down");
        String kit = client.send(Call.post(
                        coordinator,
                        path("/subjects/" + subject + "/dispensings/" + dose + "/replacement"),
                        why,
                        "dispensary:replace:" + subject))
                .expect(CREATED)
                .body()
                .path("kit")
                .asText();
        return "Kits: " + broken + " of " + subject + " broke and was replaced by " + kit;
    }

    private void book(String kit, String action, String reason) {
        client.send(Call.post(
                        pharmacist,
                        path("/kits/" + kit + "/events"),
                        body("action", action).put("reason", reason),
                        "dispensary:" + action + ":" + kit))
                .expect(CREATED);
    }

    private String path(String rest) {
        return "/api/randomizer/studies/" + study.id() + rest;
    }

    private static ObjectNode body(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }
}
