package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.randomizer.domain.list.UploadRules;

/** Plans and lists in memory, with the rules of the store. */
class FakePlans implements PlanStore {

    final Map<SealedPlan.Key, SealedPlan> plans = new HashMap<>();
    final Map<String, String> keys = new HashMap<>();
    final Map<String, SealedList> lists = new HashMap<>();
    /** A plan that is published and not active yet. */
    SealedPlan.Key inForce;

    final List<SealedList> parts = new ArrayList<>();
    private final Map<String, String> requests = new HashMap<>();

    @Override
    public Uni<String> ensureStudyKey(String study, String offered, Instant at) {
        keys.putIfAbsent(study, offered);
        return studyKey(study);
    }

    @Override
    public Uni<String> studyKey(String study) {
        return Uni.createFrom().item(keys.get(study));
    }

    @Override
    public Uni<Publication> publish(SealedPlan plan, Instant at, Actor actor) {
        SealedPlan before = plans.putIfAbsent(plan.key(), plan);
        if (before == null) {
            return Uni.createFrom().item(Publication.PUBLISHED);
        }
        return Uni.createFrom()
                .item(
                        before.contentHash().equals(plan.contentHash())
                                ? Publication.SAME_CONTENT
                                : Publication.OTHER_CONTENT);
    }

    @Override
    public Uni<Optional<SealedPlan>> find(String study, String version) {
        return Uni.createFrom().item(Optional.ofNullable(plans.get(new SealedPlan.Key(study, version))));
    }

    @Override
    public Uni<Optional<PlanStatus>> status(String study) {
        SealedList list = lists.get(study);
        if (list == null && inForce != null) {
            return Uni.createFrom()
                    .item(Optional.of(new PlanStatus(
                            study, inForce.version(), PlanStatus.PUBLISHED, null, List.of(), null, null, List.of())));
        }
        return Uni.createFrom()
                .item(Optional.ofNullable(list)
                        .map(l -> new PlanStatus(
                                study,
                                l.plan().version(),
                                PlanStatus.ACTIVE,
                                l.merkleRoot(),
                                List.of(),
                                null,
                                l.id(),
                                List.of())));
    }

    @Override
    public Uni<Optional<ActiveList>> active(String study) {
        return Uni.createFrom()
                .item(Optional.ofNullable(lists.get(study))
                        .map(list -> new ActiveList(
                                list.id(), list.plan(), plans.get(list.plan()).terms(), list.source())));
    }

    @Override
    public Uni<Optional<SealedPlan.Terms>> termsInForce(String study) {
        return active(study)
                .map(active -> active.map(ActiveList::terms)
                        .or(() -> plans.values().stream()
                                .filter(plan -> plan.key().study().equals(study))
                                .findFirst()
                                .map(SealedPlan::terms)));
    }

    @Override
    public Uni<Activation> activate(SealedList list, UniqueRequest request, Instant at, Actor actor) {
        String study = list.plan().study();
        String fingerprint = requests.get(request.key());
        if (fingerprint != null) {
            return Uni.createFrom()
                    .item(
                            fingerprint.equals(request.fingerprint())
                                    ? new Activation.Active(activated(lists.get(study), at), true)
                                    : new Activation.KeyReused());
        }
        if (lists.containsKey(study)) {
            return Uni.createFrom().item(new Activation.AlreadyActive(activated(lists.get(study), at)));
        }
        lists.put(study, list);
        requests.put(request.key(), request.fingerprint());
        return Uni.createFrom().item(new Activation.Active(activated(list, at), false));
    }

    @Override
    public Uni<Optional<ActiveList>> testList(String study) {
        return active(study);
    }

    @Override
    public Uni<FilledList> filled(String list) {
        SealedList found = lists.values().stream()
                .filter(other -> other.id().equals(list))
                .findFirst()
                .orElseThrow();
        Map<String, Integer> entries = new HashMap<>();
        Set<String> numbers = new HashSet<>();
        Stream.concat(Stream.of(found), parts.stream())
                .forEach(part -> part.rows().forEach(row -> {
                    entries.merge(row.stratum(), 1, Integer::sum);
                    numbers.add(row.randomizationNumber());
                    numbers.add(row.kit());
                }));
        return Uni.createFrom()
                .item(new FilledList(list, parts.size() + 1, new UploadRules.Existing(entries, numbers)));
    }

    @Override
    public Uni<Boolean> isKnown(String study, UniqueRequest request) {
        return Uni.createFrom().item(request.fingerprint().equals(requests.get(request.key())));
    }

    @Override
    public Uni<ListExtension> extend(SealedList part, UniqueRequest request, Instant at, Actor actor) {
        parts.add(part);
        requests.put(request.key(), request.fingerprint());
        return Uni.createFrom()
                .item(new ListExtension.Extended(new ListExtension.ListPart(
                        part.id(),
                        part.extension(),
                        part.plan().version(),
                        part.merkleRoot(),
                        part.rows().size(),
                        at)));
    }

    private static Activation.ActivatedList activated(SealedList list, Instant at) {
        return new Activation.ActivatedList(
                list.plan().study(),
                list.plan().version(),
                list.id(),
                list.merkleRoot(),
                list.rows().size(),
                at,
                list.purpose().code());
    }
}
