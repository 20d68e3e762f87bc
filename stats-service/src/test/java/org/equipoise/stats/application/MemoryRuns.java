package org.equipoise.stats.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Runs and analyses in memory, by the rules that the database keeps. */
final class MemoryRuns implements RunStore, AnalysisStore {

    final Map<UUID, Entry> entries = new LinkedHashMap<>();
    final List<ClosedResult> results = new ArrayList<>();
    final List<ArmKey> keys = new ArrayList<>();
    final List<String> sections = new ArrayList<>();
    Consumer<RunProgress> onBeat = progress -> {};
    RuntimeException accident;

    static final class Entry {
        final RunRequest request;
        final RequestKey key;
        final String credential;
        UUID holder;
        int attempts;
        RunEnd cancellation;
        RunEnd end;
        CompletedRun completed;
        Inputs inputs;

        Entry(RunRequest request, RequestKey key, String credential) {
            this.request = request;
            this.key = key;
            this.credential = credential;
        }

        boolean waits() {
            return end == null && completed == null;
        }

        Run run() {
            RunState state = completed != null
                    ? RunState.COMPLETED
                    : end != null ? end.state() : holder == null ? RunState.QUEUED : RunState.RUNNING;
            return new Run(
                    request.run(),
                    Optional.of(request),
                    state,
                    RunProgress.WAITING,
                    Optional.ofNullable(end),
                    Optional.ofNullable(completed));
        }
    }

    @Override
    public Accepted accept(RunRequest request, RequestKey key, String credential) {
        return findByKey(request.study(), key.idempotencyKey()).orElseGet(() -> {
            Entry entry = new Entry(request, key, credential);
            entries.put(request.run(), entry);
            return new Accepted(entry.run(), key.fingerprint());
        });
    }

    @Override
    public Optional<Accepted> findByKey(String study, String idempotencyKey) {
        return entries.values().stream()
                .filter(entry -> entry.key.idempotencyKey().equals(idempotencyKey))
                .findFirst()
                .map(entry -> new Accepted(entry.run(), entry.key.fingerprint()));
    }

    @Override
    public Optional<Run> findRun(String study, UUID run) {
        return Optional.ofNullable(entries.get(run)).map(Entry::run);
    }

    @Override
    public List<Run> page(String study, Optional<UUID> after, int limit) {
        return entries.values().stream().map(Entry::run).toList();
    }

    @Override
    public Optional<Work> claim(UUID holder, Duration lease) {
        return entries.values().stream()
                .filter(Entry::waits)
                .findFirst()
                .filter(entry -> entry.holder == null)
                .map(entry -> {
                    entry.holder = holder;
                    entry.attempts++;
                    return new Work(entry.request, holder, entry.attempts, entry.credential);
                });
    }

    @Override
    public Beat beat(Work work, Duration lease, RunProgress progress) {
        sections.add(progress.section());
        onBeat.accept(progress);
        Entry entry = entries.get(work.request().run());
        if (!work.holder().equals(entry.holder)) {
            return Beat.LOST;
        }
        return entry.cancellation == null ? Beat.GO_ON : Beat.CANCELLED;
    }

    @Override
    public void keep(Work work, Inputs inputs) {
        held(work).inputs = inputs;
    }

    @Override
    public Optional<Inputs> inputs(String study, UUID run) {
        return Optional.ofNullable(entries.get(run)).map(entry -> entry.inputs);
    }

    @Override
    public void complete(Work work, CompletedRun completed, ArmKey key, int known) {
        if (accident != null) {
            throw accident;
        }
        if (known != results.size()) {
            throw Refusal.of(ProblemType.STATE_CONFLICT, "another analysis was stored");
        }
        held(work).completed = completed;
        results.add(completed.result());
        keys.add(key);
    }

    @Override
    public void end(Work work, RunEnd end) {
        held(work).end = end;
    }

    @Override
    public void endAsCancelled(Work work) {
        held(work).end = held(work).cancellation;
    }

    @Override
    public void cancel(String study, UUID run, RunEnd cancelled) {
        Entry entry = entries.get(run);
        if (entry != null && entry.waits()) {
            if (entry.holder == null) {
                entry.end = cancelled;
            } else {
                entry.cancellation = cancelled;
            }
        }
    }

    @Override
    public void giveBack(Work work) {
        held(work).holder = null;
    }

    private Entry held(Work work) {
        Entry entry = entries.get(work.request().run());
        if (!work.holder().equals(entry.holder)) {
            throw new LeaseLost();
        }
        return entry;
    }

    @Override
    public Optional<CompletedRun> find(String study, UUID analysis) {
        return Optional.ofNullable(entries.get(analysis)).map(entry -> entry.completed);
    }

    @Override
    public Optional<ArmKey> findKey(String study, UUID analysis) {
        return find(study, analysis).map(run -> keys.get(results.indexOf(run.result())));
    }

    @Override
    public List<ClosedResult> all(String study) {
        return List.copyOf(results);
    }
}
