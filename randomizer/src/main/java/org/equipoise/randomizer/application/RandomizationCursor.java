package org.equipoise.randomizer.application;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Where a page of randomizations begins: after this one. */
public record RandomizationCursor(Instant randomizedAt, String randomizationNumber) {

    /** The cursor as callers carry it, without meaning to them. */
    public String text() {
        String plain = randomizedAt + " " + randomizationNumber;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a cursor.
     *
     * @throws Refusal {@code invalid-value} if the text is none
     */
    public static RandomizationCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            return new RandomizationCursor(Instant.parse(parts[0]), parts[1]);
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "'after' is not the 'next' of an earlier page: " + text)
                    .fix("Take 'after' from the member 'next' of the page before, or leave it out.");
        }
    }
}
