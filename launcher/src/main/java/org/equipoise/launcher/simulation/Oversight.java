package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.equipoise.launcher.client.BrowserSession;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.study.Study;

/**
 * What happens to one subject besides visits: a query that is closed too early; a serious adverse event with its clocks, an alert
 * and a deviation; an emergency in which an investigator breaks the code and a second person confirms it; then the monitor verifies, the data manager reviews, the investigator signs, the data manager freezes; and
 * the data leave as an export.
 */
public final class Oversight {

    private static final int OK = 200;
    private static final int CREATED = 201;

    private final EquipoiseClient client;
    private final Study study;
    private final Function<String, BrowserSession> signIn;
    private final Staff staff;

    /**
     * Prepares it.
     *
     * @param client the running system
     * @param study the study, in which subjects of the first site are randomized
     * @param signIn signs a person in anew
     */
    public Oversight(EquipoiseClient client, Study study, Function<String, BrowserSession> signIn) {
        this.client = client;
        this.study = study;
        this.signIn = signIn;
        this.staff = new Staff(study.sites().get(0));
    }

    /**
     * Does all of it for the first randomized subject of the first site.
     *
     * @return what was done, a line each; empty if no subject of the site is randomized
     * @throws org.equipoise.launcher.client.CallRefusedException if a step is refused
     */
    public List<String> perform() {
        Optional<String> subject = firstRandomized();
        return subject.map(this::perform).orElseGet(List::of);
    }

    private List<String> perform(String subject) {
        List<String> lines = new ArrayList<>();
        lines.add(query(subject));
        lines.addAll(new SafetyOversight(client, study, staff).perform(subject));
        lines.add(breakCode(subject));
        lines.add(review(subject));
        lines.add(export());
        return lines;
    }

    /** Asked, answered, closed, found to be wrong, opened again, answered and closed. */
    private String query(String subject) {
        String monitor = Staff.inStudy("monitor");
        String coordinator = staff.at(study.sites().get(0), "coordinator");
        JsonNode form = entered(subject).stream()
                .filter(entered -> entered.path("category").asText().equals("general"))
                .findFirst()
                .orElseThrow();
        ObjectNode question = body("subject", subject)
                .put("event", form.path("event").asText())
                .put("form", form.path("form").asText())
                .put("text", "Simulated: please check this form against the source.");
        String key = "oversight:query:" + subject;
        JsonNode query = client.send(Call.post(monitor, path("ecrf", "/queries"), question, key))
                .expect(CREATED)
                .body();
        String at = path("ecrf", "/queries/" + query.path("query").asText());
        String[][] steps = {
            {coordinator, "/answers", "Simulated: checked, it is right."},
            {monitor, "/closure", "Simulated: thank you."},
            {monitor, "/reopening", "Simulated: the copy shows another date."},
            {coordinator, "/answers", "Simulated: that copy is of the screening."},
            {monitor, "/closure", "Simulated: agreed."}
        };
        for (int i = 0; i < steps.length; i++) {
            query = client.send(Call.post(steps[i][0], at + steps[i][1], body("text", steps[i][2]), key + ":" + i))
                    .expect(OK)
                    .body();
        }
        return "Query: " + monitor + " asked about " + form.path("form").asText() + " of " + subject + "; "
                + query.path("thread").size() + " entries, closed and opened again, "
                + query.path("status").asText() + " at last";
    }

    private Optional<String> firstRandomized() {
        String site = study.sites().get(0);
        JsonNode subjects = client.send(
                        Call.get(Staff.inStudy("monitor"), path("ecrf", "/subjects?limit=200&site=" + site)))
                .expect(OK)
                .body()
                .path("items");
        return StreamSupport.stream(subjects.spliterator(), false)
                .filter(subject -> subject.path("status").asText().equals("randomized"))
                .map(subject -> subject.path("subject").asText())
                .findFirst();
    }

    private String breakCode(String subject) {
        String investigator = staff.at(study.sites().get(0), "investigator");
        String monitor = Staff.inStudy("monitor");
        ObjectNode why = body("category", "medical-emergency")
                .put("reason", "Simulated: found unconscious at home; the emergency department asks");
        String codeBreak = signIn.apply(investigator)
                .send(Call.post(
                        investigator,
                        path("randomizer", "/subjects/" + subject + "/code-breaks"),
                        why,
                        "oversight:break:" + subject))
                .expect(CREATED)
                .body()
                .path("codeBreak")
                .asText();
        client.send(Call.post(
                        monitor,
                        path("randomizer", "/code-breaks/" + codeBreak + "/confirmation"),
                        body("remark", "Simulated: called the site, in order"),
                        "oversight:confirm:" + subject))
                .expect(CREATED);
        return "Emergency: " + investigator + " broke the code of " + subject + ", " + monitor + " confirmed it";
    }

    private String review(String subject) {
        String monitor = Staff.inStudy("monitor");
        String dataManager = Staff.inStudy("data-manager");
        String investigator = staff.at(study.sites().get(0), "investigator");
        List<JsonNode> forms = entered(subject);
        for (JsonNode form : forms) {
            String at = form.path("at").asText();
            String repeat = form.path("repeat").asText();
            String key = subject + at + repeat;
            JsonNode standing = standing(monitor, at, repeat);
            ObjectNode seen = JsonNodeFactory.instance
                    .objectNode()
                    .put("revision", standing.path("revision").asInt());
            ObjectNode compared = seen.deepCopy()
                    .put("all", true)
                    .put("contentHash", standing.path("contentHash").asText());
            client.send(Call.post(monitor, at + "/verification" + repeat, compared, "oversight:verify:" + key))
                    .expect(OK);
            client.send(Call.post(dataManager, at + "/review" + repeat, seen, "oversight:review:" + key))
                    .expect(OK);
        }
        String all = path("ecrf", "/subjects/" + subject);
        signIn.apply(investigator)
                .send(Call.post(
                        investigator,
                        all + "/signature",
                        body("meaning", "I have reviewed these data; they are complete and correct")
                                .put(
                                        "contentHash",
                                        standing(investigator, all, "")
                                                .path("contentHash")
                                                .asText()),
                        "oversight:sign:" + subject))
                .expect(OK);
        client.send(Call.post(
                        dataManager,
                        all + "/closure",
                        body("action", "freeze").put("reason", "Simulated: verified and signed"),
                        "oversight:freeze:" + subject))
                .expect(OK);
        return "Review: " + forms.size() + " forms of " + subject + " verified, reviewed, signed by " + investigator
                + " and frozen";
    }

    /** How far the review of a form, or of a subject, has come for somebody. */
    private JsonNode standing(String person, String at, String repeat) {
        return client.send(Call.get(person, at + "/standing" + repeat))
                .expect(OK)
                .body();
    }

    /** The entered forms that a monitor sees, each entry with its address. */
    private List<JsonNode> entered(String subject) {
        JsonNode events = client.send(
                        Call.get(Staff.inStudy("monitor"), path("ecrf", "/subjects/" + subject + "/schedule")))
                .expect(OK)
                .body()
                .path("events");
        List<JsonNode> forms = new ArrayList<>();
        for (JsonNode event : events) {
            for (JsonNode form : event.path("forms")) {
                if (form.path("revision").asInt() > 0) {
                    String at = path("ecrf", "/subjects/" + subject) + "/events/"
                            + event.path("event").asText() + "/forms/"
                            + form.path("form").asText();
                    ObjectNode entry = form.<ObjectNode>deepCopy()
                            .put("event", event.path("event").asText());
                    for (int repeat : repeats(form)) {
                        forms.add(entry.deepCopy().put("at", at).put("repeat", "?repeat=" + repeat));
                    }
                }
            }
        }
        return forms;
    }

    private static List<Integer> repeats(JsonNode form) {
        List<Integer> repeats = new ArrayList<>();
        form.path("repeats").forEach(repeat -> repeats.add(repeat.asInt()));
        return repeats.isEmpty() ? List.of(1) : repeats;
    }

    private String export() {
        String form = study.analysisPlan().path("primary").path("form").asText();
        int records = client.send(Call.get(
                        Staff.inStudy("data-manager"), path("ecrf", "/exports/dataset-json?history=true&form=" + form)))
                .expect(OK)
                .body()
                .path("records")
                .asInt();
        return "Export: " + records + " revisions of the form " + form + " as CDISC Dataset-JSON";
    }

    private String path(String service, String rest) {
        return "/api/" + service + "/studies/" + study.id() + rest;
    }

    private static ObjectNode body(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }
}
