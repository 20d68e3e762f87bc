package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Blinded people who all follow all streams of events of a study at the same time. */
final class Followers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<Following, EventStream> streams = new LinkedHashMap<>();
    private final Function<String, Api> as;

    private Followers(Function<String, Api> as) {
        this.as = as;
    }

    /** Who follows what. */
    record Following(String user, String path) {}

    static Followers of(List<String> users, Collection<Operations.Request> requests, Function<String, Api> as) {
        Followers followers = new Followers(as);
        for (String user : users) {
            for (Operations.Request request : requests) {
                followers.streams.put(
                        new Following(user, request.path()), as.apply(user).stream(request.path(), request.headers()));
            }
        }
        followers.await("what comes at once", any -> true, EventStream::hasBegun);
        return followers;
    }

    /** Waits until those streams whose first message mentions a text brought so many messages. */
    void awaitMessages(int count, String mentioned, Predicate<String> path) {
        await(
                count + " messages on streams that mention " + mentioned,
                followed -> path.test(followed.path())
                        && streams.get(followed).messages().get(0).contains(mentioned),
                stream -> stream.messages().size() >= count);
    }

    private void await(String what, Predicate<Following> those, Predicate<EventStream> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(streams.entrySet())
                        .filteredOn(followed -> those.test(followed.getKey()) && !condition.test(followed.getValue()))
                        .extracting(Map.Entry::getKey)
                        .isEmpty());
    }

    /** Leaves all streams, comes back to those that had messages with the last id of each, and tells what each sent. */
    void leave(BiConsumer<String, EventStream> told) {
        close();
        Map<Following, EventStream> followed = new LinkedHashMap<>(streams);
        streams.clear();
        followed.forEach((who, stream) -> {
            told.accept(who.user() + " follows " + who.path(), stream);
            stream.lastId()
                    .ifPresent(id -> streams.put(
                            who,
                            as.apply(who.user()).stream(
                                    who.path(), Map.of("Accept", "text/event-stream", "Last-Event-ID", id))));
        });
        await("what comes at once", any -> true, EventStream::hasBegun);
        close();
        streams.forEach((who, stream) -> told.accept(who.user() + " comes back to " + who.path(), stream));
    }

    @Override
    public void close() {
        streams.values().forEach(EventStream::close);
    }
}
