package org.equipoise.e2e;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.equipoise.launcher.system.Tokens;

/** One of two trials that are played alike and differ in their arms alone, and what blinded people get to see of it. */
final class Twin {

    private static final int SUBJECTS = 12;
    private static final List<String> READ = List.of("01-001", "01-012", "01-999");
    /** What a list mentions whose reader sees the second visits, all of which are late. */
    private static final String LATE = "\"VISIT2\"";
    /** A time's text can be shorter by its zeros, and the length with it; the body is compared for itself. */
    private static final Set<String> TIMED = Set.of("date", "content-length");

    /** All times are told from this one: a minute that passes while a trial is played would show in its answers. */
    private final Instant began = Instant.now();

    private final SharedSystem system;
    private final String name;
    private final Tokens tokens;
    private final Map<String, String> seen = new ConcurrentSkipListMap<>();
    private final Map<String, String> streamed = new TreeMap<>();

    private Twin(SharedSystem system, String name, Tokens tokens) {
        this.system = system;
        this.name = name;
        this.tokens = tokens;
    }

    /** Publishes the smallest study under a name and with other arms, plays it, and asks for everything. */
    static Twin play(SharedSystem system, String name, UnaryOperator<String> arms) {
        Twin twin = new Twin(system, name, system.publishCopy(name, plan -> arms.apply(withDoseDay(plan))));
        for (int i = 1; i <= SUBJECTS; i++) {
            twin.randomizeOne(i);
        }
        twin.refusals();
        twin.awaitNotices(SUBJECTS);
        twin.readEverything();
        twin.followEverything();
        return twin;
    }

    /** Each request with its answer, what is declared random taken out. */
    Map<String, String> seen() {
        return seen;
    }

    /** What each stream of events sent while others worked, message by message. */
    Map<String, String> streamed() {
        return streamed;
    }

    String name() {
        return name;
    }

    /** The second visit becomes a dose day, so that there is something to follow. */
    private static String withDoseDay(String plan) {
        return plan.replace("name: Second visit", "name: Second visit\n    doseDay: true");
    }

    private void randomizeOne(int number) {
        String subject = screen(number);
        note("enter " + number, as("rita.rater").enter(visit(subject), values(true, 4, 29)));
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
                        "{\"screenedAt\":\"" + MinimalStudy.daysBefore(began, 30) + "\"}",
                        "screen-" + number);
        note("screen " + number, screened);
        return screened.json().path("subject").asText();
    }

    private void refusals() {
        String ineligible = screen(SUBJECTS + 1);
        note("ineligible", as("rita.rater").enter(visit(ineligible), values(false, 4, 29)));
        note("not eligible", randomize(ineligible, "ineligible"));
        note("unknown subject", randomize("01-999", "unknown"));
        note("reused key", randomize(ineligible, "first-1"));
    }

    /** The randomizer tells the eCRF service a moment later; what is compared begins when all is told. */
    private void awaitNotices(int randomized) {
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
            if (told != randomized) {
                throw new AssertionError(told + " of " + randomized + " told");
            }
        });
    }

    private void readEverything() {
        Operations operations = Operations.of(system);
        Set<Operations.Request> requests = new LinkedHashSet<>();
        for (String subject : READ) {
            operations.requests(parameters(subject)).stream()
                    .filter(request -> request.reads() && request.path().contains(name))
                    .forEach(requests::add);
        }
        Operations.BLINDED.parallelStream()
                .forEach(user -> requests.forEach(request -> note(
                        user + " " + request.path() + " " + request.headers(),
                        as(user).send(request.method(), request.path(), request.body(), request.headers()))));
    }

    /** All streams are open when a subject is randomized, a form is saved and a subject is screened. */
    private void followEverything() {
        Operations operations = Operations.of(system);
        Set<Operations.Request> requests = new LinkedHashSet<>();
        READ.forEach(subject -> requests.addAll(operations.streams(parameters(subject))));
        String last = screen(SUBJECTS + 2);
        note("enter last", as("rita.rater").enter(visit(last), values(true, 4, 29)));
        try (Followers followers = Followers.of(Operations.BLINDED, requests, this::as)) {
            note("randomize last", randomize(last, "last"));
            awaitNotices(SUBJECTS + 1);
            note(
                    "second visit",
                    as("rita.rater").enter(ecrf() + "/subjects/01-001/events/VISIT2/forms/VISIT", values(true, 6, 15)));
            followers.awaitMessages(2, LATE, path -> path.contains("/sites/") || path.contains("/01-001/"));
            screen(SUBJECTS + 3);
            followers.awaitMessages(3, LATE, path -> path.contains("/sites/"));
            Map<String, Integer> ids = new HashMap<>();
            followers.leave((who, stream) -> streamed.put(
                    Declared.random(who, name), text(stream.status(), stream.headers(), stream.transcript(ids))));
        }
    }

    private Map<String, String> parameters(String subject) {
        return Map.of(
                "study", name, "version", "1", "site", "01", "subject", subject, "event", "VISIT1", "form", "VISIT");
    }

    private Api.Answer randomize(String subject, String key) {
        return as("clara.coordinator")
                .post("/api/randomizer/studies/" + name + "/randomizations", "{\"subject\":\"" + subject + "\"}", key);
    }

    private void note(String request, Api.Answer answer) {
        seen.put(
                Declared.random(request, name),
                text(answer.status(), answer.response().headers(), answer.body()));
    }

    private String text(int status, HttpHeaders headers, String body) {
        Map<String, Object> named = new TreeMap<>(headers.map());
        named.keySet().removeAll(TIMED);
        String lines = named.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
        return Declared.random(status + "\n" + lines + "\n\n" + body, name);
    }

    private Api as(String user) {
        return new Api(system.address(), tokens.of(user));
    }

    private String ecrf() {
        return "/api/ecrf/studies/" + name;
    }

    private String values(boolean canWalk, int energy, int daysAgo) {
        return MinimalStudy.values(canWalk, energy, MinimalStudy.daysBefore(began, daysAgo));
    }

    private String visit(String subject) {
        return ecrf() + "/subjects/" + subject + "/events/VISIT1/forms/VISIT";
    }
}
