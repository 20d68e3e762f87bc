package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The smallest study that ships, under a name of its own and with room for many: quick to make subjects in. */
final class MinimalStudy {

    static final String NAME = "JOURNEY";
    static final String ECRF = "/api/ecrf/studies/" + NAME;

    private final SharedSystem system;

    MinimalStudy(SharedSystem system) {
        this.system = system;
    }

    /** Writes the study's files into a folder, under a name and with its text changed. */
    static Path write(Path studies, Path folder, String name, UnaryOperator<String> change) throws IOException {
        Path source = studies.resolve("example-minimal");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        change.apply(Files.readString(file)
                                .replace("EXAMPLE-MINIMAL", name)
                                .replace("entriesPerStratum: 40", "entriesPerStratum: 4000")
                                .replace("caps: {study: 20}", "caps: {study: 4000}")));
            }
        }
        return folder;
    }

    String screenedSubject() {
        Api.Answer screened = system.as("clara.coordinator")
                .post(
                        ECRF + "/sites/01/subjects",
                        "{\"screenedAt\":\"" + daysAgo(30) + "\"}",
                        UUID.randomUUID().toString());
        assertThat(screened.status()).as(screened.toString()).isEqualTo(201);
        return screened.json().path("subject").asText();
    }

    String eligibleSubject() {
        String subject = screenedSubject();
        Api.Answer entered = system.as("rita.rater").enter(visit(subject, "VISIT1"), values(true, 4));
        assertThat(entered.status()).as(entered.toString()).isIn(200, 201);
        return subject;
    }

    static String visit(String subject, String event) {
        return ECRF + "/subjects/" + subject + "/events/" + event + "/forms/VISIT";
    }

    static String values(boolean canWalk, int energy) {
        return values(canWalk, energy, 29);
    }

    static String values(boolean canWalk, int energy, int daysAgo) {
        return values(canWalk, energy, daysAgo(daysAgo));
    }

    static String values(boolean canWalk, int energy, String occurredAt) {
        return "{\"occurredAt\":\"" + occurredAt + "\",\"values\":{\"CAN_WALK\":" + canWalk
                + ",\"CONSENTED\":true,\"ENERGY\":" + energy + "}}";
    }

    static String daysAgo(int days) {
        return daysBefore(Instant.now(), days);
    }

    static String daysBefore(Instant instant, int days) {
        return instant.minus(days, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }
}
