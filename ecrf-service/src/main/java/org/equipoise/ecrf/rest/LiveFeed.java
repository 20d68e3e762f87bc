package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.security.Caller;
import org.jboss.logging.Logger;

/**
 * Sends a list again whenever it has changed, until the caller's token expires. Each event is the whole list and its id is a hash of
 * what stands in it: whoever comes back with the id of the present list is not sent it again, and nobody can miss a change.
 */
@ApplicationScoped
public class LiveFeed {
    private static final Logger LOG = Logger.getLogger(LiveFeed.class);
    private static final MediaType EVENTS = MediaType.SERVER_SENT_EVENTS_TYPE;

    private final Settings settings;
    private final ObjectMapper json;
    private final Clock clock;

    public LiveFeed(Settings settings, ObjectMapper json, Clock clock) {
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /** How often to look. */
    @ConfigMapping(prefix = "equipoise.ecrf.live")
    public interface Settings {
        /** Between two looks for changes. */
        @WithDefault("2S")
        Duration every();

        /** Between two signs of life. */
        @WithDefault("15S")
        Duration heartbeat();
    }

    /** Something that is sent whenever it changes. */
    public interface Content {
        /** The same without what changes by itself as time goes by. */
        Object standing();
    }

    /** What to follow: a cheap look whether it may have changed, and the whole of it. */
    record Source(Supplier<String> version, Supplier<? extends Content> content) {}

    /** Who follows: what the caller has got last, and until when the caller is known. */
    record Follower(Optional<String> lastId, Instant until) {
        static Follower of(HttpHeaders headers, Caller caller) {
            boolean asked = headers.getAcceptableMediaTypes().stream()
                    .anyMatch(type -> !type.isWildcardType() && type.isCompatible(EVENTS));
            if (!asked) {
                throw Parameters.invalid(
                        "Accept does not name text/event-stream.",
                        "Send Accept: text/event-stream to follow the list.");
            }
            return new Follower(
                    Optional.ofNullable(headers.getHeaderString(HttpHeaders.LAST_EVENT_ID_HEADER)), caller.expiresAt());
        }
    }

    Multi<OutboundSseEvent> follow(Sse sse, Follower follower, Source source) {
        Following following = new Following(sse, source, follower.lastId());
        return Multi.createFrom()
                .ticks()
                .every(settings.every())
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .select()
                .first(tick -> clock.instant().isBefore(follower.until()))
                .onItem()
                .transformToIterable(tick -> following.next())
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("A live list ended: %s", failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithCompletion();
    }

    /** One follower's state. */
    private final class Following {
        private final Sse sse;
        private final Source source;
        private String lastId;
        private String version;
        private Instant minute = Instant.MIN;
        private Instant spoke = Instant.MIN;

        Following(Sse sse, Source source, Optional<String> lastId) {
            this.sse = sse;
            this.source = source;
            this.lastId = lastId.orElse("");
        }

        List<OutboundSseEvent> next() {
            Instant now = clock.instant();
            Optional<OutboundSseEvent> change = mayHaveChanged(now) ? change() : Optional.empty();
            if (change.isPresent()) {
                spoke = now;
                return List.of(change.get());
            }
            if (spoke.equals(Instant.MIN) || !now.isBefore(spoke.plus(settings.heartbeat()))) {
                spoke = now;
                return List.of(sse.newEventBuilder().comment("heartbeat").build());
            }
            return List.of();
        }

        private boolean mayHaveChanged(Instant now) {
            Instant present = now.truncatedTo(ChronoUnit.MINUTES);
            String latest = source.version().get();
            boolean changed = !present.equals(minute) || !latest.equals(version);
            minute = present;
            version = latest;
            return changed;
        }

        private Optional<OutboundSseEvent> change() {
            Content content = source.content().get();
            String id = CanonicalJson.sha256Text(text(content.standing()));
            if (id.equals(lastId)) {
                return Optional.empty();
            }
            lastId = id;
            return Optional.of(sse.newEventBuilder()
                    .id(id)
                    .name("list")
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(String.class, text(content))
                    .build());
        }

        private String text(Object value) {
            try {
                return json.writeValueAsString(value);
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("A list that cannot be written", impossible);
            }
        }
    }
}
