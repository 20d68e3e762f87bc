package org.equipoise.stats.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.meeting.Meeting;

/** Minutes in memory, by the rules that the database keeps; beside them what is released, and the register of keys. */
final class MemoryMeetings implements MeetingStore {

    final Map<UUID, Meeting> meetings = new LinkedHashMap<>();
    final List<ReleasedRecommendation> released = new ArrayList<>();
    final Register register = new Register();
    private final Map<String, RequestKey> keys = new LinkedHashMap<>();
    private final Map<String, UUID> meetingOfKey = new LinkedHashMap<>();

    @Override
    public Kept open(String study, RequestKey key, Function<List<Meeting>, Meeting> rule) {
        return repeated(key).orElseGet(() -> keep(key, rule.apply(List.copyOf(meetings.values()))));
    }

    @Override
    public Kept add(String study, UUID meeting, RequestKey key, Function<Meeting, Entry> rule) {
        return repeated(key).orElseGet(() -> {
            Meeting found = find(study, meeting).orElseThrow(Refusal::notFound);
            Entry entry = rule.apply(found);
            entry.release().ifPresent(released::add);
            return keep(key, found.with(entry.event()));
        });
    }

    private Optional<Kept> repeated(RequestKey key) {
        return Optional.ofNullable(keys.get(key.value()))
                .map(first -> new Kept(meetings.get(meetingOfKey.get(key.value())), first.fingerprint()));
    }

    private Kept keep(RequestKey key, Meeting meeting) {
        meetings.put(meeting.subject().meeting(), meeting);
        keys.put(key.value(), key);
        meetingOfKey.put(key.value(), meeting.subject().meeting());
        return new Kept(meeting, key.fingerprint());
    }

    @Override
    public Optional<Meeting> find(String study, UUID meeting) {
        return Optional.ofNullable(meetings.get(meeting));
    }

    @Override
    public List<Meeting> page(String study, Optional<UUID> after, int limit) {
        return List.copyOf(meetings.values());
    }

    /** The register of key releases. */
    static final class Register implements KeyReleaseStore {

        final List<KeyRelease> entries = new ArrayList<>();

        @Override
        public Entered enter(String study, KeyRelease release, RequestKey key) {
            entries.add(release);
            return new Entered(release, key.fingerprint());
        }

        @Override
        public List<KeyRelease> page(String study, Optional<UUID> after, int limit) {
            return List.copyOf(entries);
        }
    }
}
