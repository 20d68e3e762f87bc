package org.equipoise.benchmarks.ecrf;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.equipoise.benchmarks.load.HttpConnection;
import org.equipoise.testing.Tokens;

/** A study with one form of 30 items and 20 edit checks at each of 60 visits, and subjects of it. */
final class Casebooks {

    static final int VISITS = 60;
    static final long AT_ONCE = 20;

    static final String STUDY = "BENCH";
    static final String FORM = "CHECKED";

    private static final String PATH = "/api/ecrf/studies/" + STUDY;
    private static final int NUMBERS = 24;
    private static final int TEXTS = 6;
    static final int ITEMS = NUMBERS + TEXTS;
    private static final int CHECKS = 20;
    private static final int CREATED = 201;

    private final List<String> subjects;
    private final String occurredAt = Instant.now()
            .minus(1, ChronoUnit.DAYS)
            .truncatedTo(ChronoUnit.SECONDS)
            .toString();

    private Casebooks(List<String> subjects) {
        this.subjects = subjects;
    }

    /** Publishes the study and screens subjects. */
    static Casebooks prepare(int port, int subjects) throws IOException {
        List<String> screened = new ArrayList<>();
        try (HttpConnection http = new HttpConnection(port)) {
            http.send("PUT " + PATH + "/versions/1", headers("administrator"), definition())
                    .expect(CREATED);
            String headers = headers("coordinator");
            String body = "{\"screenedAt\":\"" + Instant.now().minus(2, ChronoUnit.DAYS) + "\"}";
            for (int i = 0; i < subjects; i++) {
                String answer = http.send(
                                "POST " + PATH + "/sites/01/subjects",
                                headers + "Idempotency-Key: " + UUID.randomUUID() + "\r\n",
                                body)
                        .expect(CREATED);
                screened.add(answer.replaceAll(".*\"subject\":\"([^\"]*)\".*", "$1"));
            }
        }
        return new Casebooks(screened);
    }

    static String headers(String role) {
        return "Authorization: Bearer " + Tokens.person("bench", "/studies/" + STUDY + "/" + role)
                + "\r\nContent-Type: application/json\r\n";
    }

    /** A request for all values; the export is a format, and what is asked of it. */
    static HttpRequest export(int port, String export) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH + "/exports/" + export))
                .header("Authorization", "Bearer " + Tokens.person("bench", "/studies/" + STUDY + "/data-manager"))
                .build();
    }

    /** Enters all forms of the first subject. */
    void enterFirst(int port) throws IOException {
        String headers = headers("coordinator") + "If-None-Match: *\r\n";
        try (HttpConnection http = new HttpConnection(port)) {
            for (int visit = 0; visit < VISITS; visit++) {
                http.send("PUT " + form(0, visit), headers, entry(visit)).expect(CREATED);
            }
        }
    }

    /** The subjects by name, in order. */
    List<String> names() {
        return List.copyOf(subjects);
    }

    /** The address of a form; numbers go round {@link #AT_ONCE} subjects, visit by visit, before they come to the next ones. */
    String form(long number) {
        long within = number % (AT_ONCE * VISITS);
        return form(complete(number) + within % AT_ONCE, within / AT_ONCE);
    }

    /** How many subjects have all forms when numbers have come so far. */
    static long complete(long number) {
        return number / (AT_ONCE * VISITS) * AT_ONCE;
    }

    private String form(long subject, long visit) {
        return subject(subject) + "/events/V" + visit + "/forms/CHECKED";
    }

    /** The address of a subject. */
    String subject(long index) {
        return PATH + "/subjects/" + subjects.get(Math.toIntExact(index % subjects.size()));
    }

    /** Values of all items, which fulfil all checks. */
    String entry(long number) {
        Stream<String> numbers =
                IntStream.range(0, NUMBERS).mapToObj(i -> "\"N" + i + "\":" + (20 + (number * 31 + i * 7L) % 60));
        Stream<String> texts = IntStream.range(0, TEXTS).mapToObj(i -> "\"T" + i + "\":\"as seen at visit " + i + "\"");
        return "{\"occurredAt\":\"" + occurredAt + "\",\"values\":{"
                + Stream.concat(numbers, texts).collect(Collectors.joining(",")) + "}}";
    }

    private static String definition() {
        String items = Stream.concat(
                        IntStream.range(0, NUMBERS)
                                .mapToObj(i -> "{\"id\":\"N" + i + "\",\"label\":\"Number " + i
                                        + "\",\"type\":\"integer\",\"range\":{\"min\":0,\"max\":100}}"),
                        IntStream.range(0, TEXTS)
                                .mapToObj(
                                        i -> "{\"id\":\"T" + i + "\",\"label\":\"Text " + i + "\",\"type\":\"text\"}"))
                .collect(Collectors.joining(","));
        String checks = IntStream.range(0, CHECKS).mapToObj(Casebooks::check).collect(Collectors.joining(","));
        String events = IntStream.range(0, VISITS)
                .mapToObj(
                        i -> "{\"id\":\"V" + i + "\",\"name\":\"Visit " + i + "\",\"forms\":[{\"form\":\"CHECKED\"}]}")
                .collect(Collectors.joining(","));
        return """
            {"study":"%s","version":"1","shortTitle":"Benchmark","plannedSubjects":1000,
             "sites":[{"id":"01","name":"One","zone":"Europe/Berlin"}],
             "schedule":{"anchors":{},"events":[%s]},
             "forms":[{"form":"CHECKED","name":"Checked form","category":"general",
                       "itemGroups":[{"id":"ALL","items":[%s]}],"editChecks":[%s]}]}\
            """.formatted(STUDY, events, items, checks);
    }

    /** Three of four checks look at the form alone, the fourth also at the first visit. */
    private static String check(int number) {
        String first = "N" + number;
        String second = "N" + (number + 1);
        boolean acrossVisits = number % 4 == 3;
        String inputs = acrossVisits ? "\"inputs\":{\"before\":\"V0/CHECKED/" + first + "\"}," : "";
        String condition = acrossVisits
                ? first + " - before < 90"
                : first + " + " + second + " < 190 && (" + first + " >= 10 || " + second + " <= 95)";
        return "{\"id\":\"C" + number + "\"," + inputs + "\"assert\":\"" + condition
                + "\",\"severity\":\"error\",\"items\":[\"" + first + "\"],\"message\":\"Please look again.\"}";
    }
}
