package org.equipoise.e2e;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.equipoise.launcher.system.Tokens;

/** One of two trials that are played alike and differ in their arms alone, and what blinded people get to see of it. */
final class Twin {

    private static final int SUBJECTS = 12;
    /** A time's text can be shorter by its zeros, and the length with it; the body is compared for itself. */
    private static final Set<String> TIMED = Set.of("date", "content-length");

    private final SharedSystem system;
    private final String name;
    private final Tokens tokens;
    private final Map<String, String> seen = new TreeMap<>();

    private Twin(SharedSystem system, String name, Tokens tokens) {
        this.system = system;
        this.name = name;
        this.tokens = tokens;
    }

    /** Publishes the smallest study under a name and with other arms, plays it, and asks for everything. */
    static Twin play(SharedSystem system, String name, UnaryOperator<String> arms) {
        Twin twin = new Twin(system, name, system.publishCopy(name, arms));
        for (int i = 1; i <= SUBJECTS; i++) {
            twin.randomizeOne(i);
        }
        twin.refusals();
        twin.awaitNotices();
        twin.readEverything();
        return twin;
    }

    /** Each request with its answer, what is declared random taken out. */
    Map<String, String> seen() {
        return seen;
    }

    String name() {
        return name;
    }

    private void randomizeOne(int number) {
        String subject = screen(number);
        note("enter " + number, as("rita.rater").enter(visit(subject), MinimalStudy.values(true, 4)));
        note(
                "certificate " + number,
                as("clara.coordinator").get(ecrf() + "/subjects/" + subject + "/eligibility-certificate"));
        note("randomize " + number, randomize(subject, "first-" + number));
        note("again " + number, randomize(subject, "first-" + number));
        note("other key " + number, randomize(subject, "second-" + number));
    }

    private String screen(int number) {
        Api.Answer screened = as("clara.coordinator")
                .post(
                        ecrf() + "/sites/01/subjects",
                        "{\"screenedAt\":\"" + MinimalStudy.daysAgo(30) + "\"}",
                        "screen-" + number);
        note("screen " + number, screened);
        return screened.json().path("subject").asText();
    }

    private void refusals() {
        String ineligible = screen(SUBJECTS + 1);
        note("ineligible", as("rita.rater").enter(visit(ineligible), MinimalStudy.values(false, 4)));
        note("not eligible", randomize(ineligible, "ineligible"));
        note("unknown subject", randomize("01-999", "unknown"));
        note("reused key", randomize(ineligible, "first-1"));
    }

    /** The randomizer tells the eCRF service a moment later; what is compared begins when all is told. */
    private void awaitNotices() {
        system.awaitUsable(() -> {
            long told = java.util.stream.StreamSupport.stream(
                            as("clara.coordinator")
                                    .get(ecrf() + "/subjects?limit=200")
                                    .json()
                                    .path("items")
                                    .spliterator(),
                            false)
                    .filter(subject -> subject.hasNonNull("randomizationNumber"))
                    .count();
            if (told != SUBJECTS) {
                throw new AssertionError(told + " of " + SUBJECTS + " told");
            }
        });
    }

    private void readEverything() {
        Operations operations = Operations.of(system);
        Set<Operations.Request> requests = new LinkedHashSet<>();
        for (String subject : List.of("01-001", "01-002", "01-007", "01-012", "01-999")) {
            Map<String, String> parameters = Map.of(
                    "study", name, "version", "1", "site", "01", "subject", subject, "event", "VISIT1", "form",
                    "VISIT");
            operations.requests(parameters).stream()
                    .filter(request -> request.reads() && request.path().contains(name))
                    .forEach(requests::add);
        }
        for (String user : Operations.BLINDED) {
            requests.forEach(request -> note(
                    user + " " + request.path() + " " + request.headers(),
                    as(user).send(request.method(), request.path(), request.body(), request.headers())));
        }
    }

    private Api.Answer randomize(String subject, String key) {
        return as("clara.coordinator")
                .post("/api/randomizer/studies/" + name + "/randomizations", "{\"subject\":\"" + subject + "\"}", key);
    }

    private void note(String request, Api.Answer answer) {
        Map<String, Object> named = new TreeMap<>(answer.response().headers().map());
        named.keySet().removeAll(TIMED);
        String headers = named.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
        seen.put(
                Declared.random(request, name),
                Declared.random(answer.status() + "\n" + headers + "\n\n" + answer.body(), name));
    }

    private Api as(String user) {
        return new Api(system.address(), tokens.of(user));
    }

    private String ecrf() {
        return "/api/ecrf/studies/" + name;
    }

    private String visit(String subject) {
        return ecrf() + "/subjects/" + subject + "/events/VISIT1/forms/VISIT";
    }
}
