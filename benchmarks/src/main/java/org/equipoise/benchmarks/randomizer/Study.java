package org.equipoise.benchmarks.randomizer;

import java.io.IOException;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.benchmarks.load.HttpConnection;
import org.equipoise.testing.Tokens;

/**
 * An active list with so many entries that no run exhausts it.
 *
 * @param id the study
 * @param list its list
 * @param strata 1, or a square number: half of the factors' levels each
 * @param eligibility {@code external} or {@code ecrf}
 */
record Study(String id, String list, int strata, String eligibility) {

    private static final int ENTRIES = 120_000;

    static Study activate(int port, int strata, String eligibility) throws IOException {
        String id = "B" + UUID.randomUUID().toString().substring(0, 8);
        String path = "/api/randomizer/studies/" + id + "/plans/1";
        try (HttpConnection http = new HttpConnection(port)) {
            http.send("PUT " + path, headers(id, "administrator"), plan(strata, eligibility))
                    .expect(201);
            String active = http.send("POST " + path + "/activation", headers(id, "unblinded-statistician"), "")
                    .expect(201);
            String list = active.replaceAll(".*\"list\":\"([^\"]*)\".*", "$1");
            return new Study(id, list, strata, eligibility);
        }
    }

    static String headers(String study, String role) {
        return "Authorization: Bearer " + Tokens.person("bench", "/studies/" + study + "/" + role) + "\r\n"
                + "Content-Type: application/json\r\nIdempotency-Key: " + UUID.randomUUID() + "\r\n";
    }

    String coordinatorHeaders() {
        return "Authorization: Bearer " + Tokens.person("bench", "/studies/" + id + "/coordinator")
                + "\r\nContent-Type: application/json\r\n";
    }

    String path() {
        return "/api/randomizer/studies/" + id + "/randomizations";
    }

    /** Who is randomized by a call; calls go round the strata. */
    Subject subject(long number) {
        int side = side(strata);
        int stratum = (int) (number % strata);
        String site = "s" + stratum / side;
        String band = "b" + stratum % side;
        return new Subject("S" + number + "-" + site + "-" + band, site, band);
    }

    /**
     * A subject that is not randomized yet.
     *
     * @param id a new name
     * @param site the site
     * @param band the other factor's level
     */
    record Subject(String id, String site, String band) {

        /** The stratum as the list names it. */
        String stratum() {
            return "site=" + site + ",band=" + band;
        }
    }

    private static int side(int strata) {
        return (int) Math.round(Math.sqrt(strata));
    }

    private static String plan(int strata, String eligibility) {
        return """
                {"method":{"type":"permuted-blocks","blockSizes":[4,6]},
                 "arms":[{"code":"ONE","name":"One","ratio":1,"control":false},
                         {"code":"TWO","name":"Two","ratio":1,"control":true}],
                 "strata":{"factors":[{"id":"site","levels":[%s]},{"id":"band","levels":[%s]}]},
                 "entriesPerStratum":%d,"caps":{},"eligibility":"%s"}""".formatted(levels("s", strata), levels("b", strata), ENTRIES / strata, eligibility);
    }

    private static String levels(String prefix, int strata) {
        return IntStream.range(0, side(strata))
                .mapToObj(i -> "\"" + prefix + i + "\"")
                .collect(Collectors.joining(","));
    }
}
