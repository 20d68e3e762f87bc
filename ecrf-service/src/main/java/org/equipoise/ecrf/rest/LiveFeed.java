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
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.application.ReadWorkList;
import org.equipoise.ecrf.application.SiteActivity;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.security.Caller;
import org.jboss.logging.Logger;

/**
 * Sends a list again whenever it has changed, until the caller's token expires. Each event is the whole list and its id is a hash of
 * what stands in it: whoever comes back with the id of the present list is not sent it again, and nobody can miss a change. Who
 * reads slowly misses lists in between, and nothing is kept for them.
 */
@ApplicationScoped
public class LiveFeed {
    private static final Logger LOG = Logger.getLogger(LiveFeed.class);
    private static final MediaType EVENTS = MediaType.SERVER_SENT_EVENTS_TYPE;
    private static final Duration MEMORY = Duration.ofMinutes(2);

    private final Settings settings;
    private final SiteActivity activity;
    private final ObjectMapper json;
    private final Clock clock;
    private final Map<Topic, SharedList> lists = new ConcurrentHashMap<>();

    public LiveFeed(Settings settings, SiteActivity activity, ObjectMapper json, Clock clock) {
        this.settings = settings;
        this.activity = activity;
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

    /**
     * A list as some people see it.
     *
     * @param subject whose dose day it is; empty for the site's work list
     * @param sees the categories of data that they may see at the site
     * @param enters the categories of data that they may enter there
     * @param settles the queries that wait for them, by status; none on a dose day, which counts no queries
     */
    record Topic(
            SiteActivity.Place place,
            Optional<String> subject,
            Set<FormCategory> sees,
            Set<FormCategory> enters,
            Set<QueryStatus> settles) {
        static Topic site(ReadWorkList.SiteReader reader, SiteActivity.Place place) {
            return of(reader, place, Optional.empty());
        }

        static Topic doseDay(Actor reader, SiteActivity.Place place, String subject) {
            return of(new ReadWorkList.SiteReader(reader, Set.of()), place, Optional.of(subject));
        }

        private static Topic of(ReadWorkList.SiteReader reader, SiteActivity.Place place, Optional<String> subject) {
            return new Topic(
                    place,
                    subject,
                    categories(category -> reader.actor().sees(category, place.site())),
                    categories(category -> reader.actor().enters(category, place.site())),
                    reader.settles());
        }

        private static Set<FormCategory> categories(Predicate<FormCategory> permitted) {
            return Arrays.stream(FormCategory.values()).filter(permitted).collect(Collectors.toUnmodifiableSet());
        }
    }

    /** Who follows: what the caller has got last, and until when the caller is known. */
    record Follower(Optional<String> lastId, Instant until) {
        static Follower of(HttpHeaders headers, Caller caller) {
            boolean asked = headers.getAcceptableMediaTypes().stream()
                    .anyMatch(type -> !type.isWildcardType() && !type.isWildcardSubtype() && type.isCompatible(EVENTS));
            if (!asked) {
                throw Parameters.invalid(
                        "Accept does not name text/event-stream.",
                        "Send Accept: text/event-stream to follow the list.");
            }
            return new Follower(
                    Optional.ofNullable(headers.getHeaderString(HttpHeaders.LAST_EVENT_ID_HEADER)), caller.expiresAt());
        }
    }

    Multi<OutboundSseEvent> follow(Sse sse, Follower follower, Topic topic, Function<Instant, Content> content) {
        SharedList list = shared(topic, content);
        Following following = new Following(list, settings.heartbeat(), follower.lastId());
        return Multi.createFrom()
                .ticks()
                .every(settings.every())
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .select()
                .first(tick -> clock.instant().isBefore(follower.until()))
                .onItem()
                .transformToIterable(tick -> following.next(clock.instant()).stream()
                        .map(message -> event(sse, message))
                        .toList())
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("A live list ended: %s", failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithCompletion();
    }

    private SharedList shared(Topic topic, Function<Instant, Content> content) {
        Instant now = clock.instant();
        lists.values().removeIf(list -> list.isForgotten(now.minus(MEMORY)));
        Duration fresh = settings.every().dividedBy(2);
        return lists.computeIfAbsent(
                topic,
                any -> new SharedList(
                        at -> activity.count(topic.place(), topic.sees(), new SiteActivity.Look(at, fresh)),
                        minute -> page(content.apply(minute)),
                        now));
    }

    private SharedList.Page page(Content content) {
        return new SharedList.Page(CanonicalJson.sha256Text(text(content.standing())), text(content));
    }

    private static OutboundSseEvent event(Sse sse, Following.Message message) {
        return message.list()
                .map(list -> sse.newEventBuilder()
                        .id(list.id())
                        .name("list")
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(String.class, list.text())
                        .build())
                .orElseGet(() -> sse.newEventBuilder().comment("heartbeat").build());
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A list that cannot be written", impossible);
        }
    }
}
