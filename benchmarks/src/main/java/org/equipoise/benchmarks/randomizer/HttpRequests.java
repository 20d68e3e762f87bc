package org.equipoise.benchmarks.randomizer;

import java.io.IOException;
import org.equipoise.benchmarks.load.Client;
import org.equipoise.benchmarks.load.HttpConnection;

/** The request that a coordinator's program sends. */
final class HttpRequests implements Client {

    private static final int CREATED = 201;

    private final Study study;
    private final String headers;
    private final HttpConnection http;

    HttpRequests(Study study, int port) throws IOException {
        this.study = study;
        this.headers = study.coordinatorHeaders();
        this.http = new HttpConnection(port);
    }

    @Override
    public void call(long number) throws IOException {
        Study.Subject subject = study.subject(number);
        String body = study.eligibility().equals("external")
                ? "{\"subject\":\"" + subject.id() + "\",\"site\":\"" + subject.site() + "\",\"strata\":{\"band\":\""
                        + subject.band() + "\"}}"
                : "{\"subject\":\"" + subject.id() + "\"}";
        http.send("POST " + study.path(), headers + "Idempotency-Key: key-" + number + "\r\n", body)
                .expect(CREATED);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
