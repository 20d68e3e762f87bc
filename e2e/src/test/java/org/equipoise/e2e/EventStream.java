package org.equipoise.e2e;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** One stream of events as somebody follows it: what was sent in which order, and not when. */
final class EventStream implements HttpResponse.BodyHandler<Void>, Flow.Subscriber<String>, AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile HttpResponse.ResponseInfo answer;
    private volatile Flow.Subscription subscription;
    private volatile boolean ended;

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        answer = info;
        return HttpResponse.BodySubscribers.fromLineSubscriber(this, any -> null, StandardCharsets.UTF_8, null);
    }

    int status() {
        return answer.statusCode();
    }

    HttpHeaders headers() {
        return answer.headers();
    }

    boolean isOpen() {
        return !ended;
    }

    /** Whether something has come: a first message, or the whole answer of a refusal. */
    boolean hasBegun() {
        return answer != null && (ended || !messages().isEmpty());
    }

    /**
     * The messages that are complete, line by line as they were sent. Signs of life come by the clock and are left out,
     * but for one that comes first, in place of a list.
     */
    List<String> messages() {
        List<String> messages = new ArrayList<>();
        List<String> message = new ArrayList<>();
        for (String line : lines) {
            if (!line.isEmpty()) {
                message.add(line);
                continue;
            }
            boolean signOfLife = message.stream().allMatch(part -> part.startsWith(":"));
            if (!message.isEmpty() && (messages.isEmpty() || !signOfLife)) {
                messages.add(String.join("\n", message));
            }
            message.clear();
        }
        if (ended && !message.isEmpty()) {
            messages.add(String.join("\n", message));
        }
        return messages;
    }

    /** The id of the last message that has one. */
    Optional<String> lastId() {
        return lines.stream()
                .filter(line -> line.startsWith("id:"))
                .reduce((former, latter) -> latter)
                .map(line -> line.substring("id:".length()).strip());
    }

    /** What was sent, with ids replaced by their numbers: which are the same is seen, and not which hash they are. */
    String transcript(Map<String, Integer> ids) {
        List<String> texts = new ArrayList<>();
        for (String message : messages()) {
            texts.add(message.lines()
                    .map(line -> line.startsWith("id:") ? "id " + number(line, ids) : line)
                    .reduce("", (text, line) -> text + line + "\n"));
        }
        return String.join("\n", texts);
    }

    private static int number(String id, Map<String, Integer> ids) {
        ids.putIfAbsent(id, ids.size() + 1);
        return ids.get(id);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        lines.add(line);
    }

    @Override
    public void onError(Throwable broken) {
        ended = true;
    }

    @Override
    public void onComplete() {
        ended = true;
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
