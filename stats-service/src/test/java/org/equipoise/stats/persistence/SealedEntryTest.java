package org.equipoise.stats.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.equipoise.stats.domain.meeting.InterestDeclaration;
import org.equipoise.stats.domain.meeting.MeetingEvent;
import org.equipoise.stats.domain.meeting.Participant;
import org.equipoise.stats.domain.meeting.Recommendation;
import org.equipoise.stats.domain.meeting.RecommendedAction;
import org.equipoise.stats.domain.meeting.Session;
import org.equipoise.stats.domain.meeting.SignatureMeaning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealedEntryTest {

    private static final Instant AT = Instant.parse("2026-05-04T10:00:00Z");
    private static final Participant DORA = new Participant("id-dora", "dora.dmc", true);

    private final ObjectMapper json = new ObjectMapper().findAndRegisterModules();

    static Stream<MeetingEvent> entries() {
        return Stream.of(
                new MeetingEvent.Attended(DORA, AT, List.of(Session.OPEN, Session.CLOSED)),
                new MeetingEvent.InterestDeclared(DORA, AT, InterestDeclaration.BARS_VOTING, "shares"),
                new MeetingEvent.Drafted(DORA, AT, 1, new Recommendation(RecommendedAction.CONTINUE, "why", "Go on.")),
                new MeetingEvent.Signed(DORA, AT, AT, SignatureMeaning.APPROVAL, "a".repeat(64)),
                new MeetingEvent.Released(DORA, AT, AT, "a".repeat(64), new UUID(7, 7)),
                new MeetingEvent.Closed(DORA, AT, AT, "The run rested on an error"));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyKindOfEntryComesBackAsItWas(MeetingEvent entry) throws JsonProcessingException {
        String sealed = json.writeValueAsString(SealedEntry.of(entry, "fingerprint"));
        assertThat(json.readValue(sealed, SealedEntry.class).event()).isEqualTo(entry);
    }

    @Test
    void anEntryFromBeforeMeetingsCouldBeClosedStillOpens() throws JsonProcessingException {
        String sealed =
                "{\"fingerprint\":\"f\",\"attended\":{\"by\":{\"id\":\"id-dora\",\"name\":\"dora.dmc\",\"member\":true},"
                        + "\"at\":\"2026-05-04T10:00:00Z\",\"sessions\":[\"OPEN\"]}}";
        assertThat(json.readValue(sealed, SealedEntry.class).event())
                .isEqualTo(new MeetingEvent.Attended(DORA, AT, List.of(Session.OPEN)));
    }
}
