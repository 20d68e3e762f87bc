package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.rules.RuleCompiler;
import org.equipoise.ecrf.domain.study.CategoryChanges;
import org.equipoise.ecrf.domain.study.ItemCategories;
import org.equipoise.ecrf.domain.study.StrictestCategories;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.Refusal;

/**
 * Published studies, compiled once and kept in memory: a version never changes. Which version is the latest is asked again
 * every two seconds, so that all replicas follow a publication.
 */
@ApplicationScoped
public class Studies {
    private static final Duration POINTER_LIFETIME = Duration.ofSeconds(2);

    private final StudyStore store;
    private final DefinitionFormat format;
    private final Clock clock;
    private final Map<String, Map<String, CompiledStudy>> compiled = new ConcurrentHashMap<>();
    private final Map<String, CompiledStudy> inForce = new ConcurrentHashMap<>();
    private final Map<String, Latest> latest = new ConcurrentHashMap<>();

    private final Map<String, Versions> versions = new ConcurrentHashMap<>();

    /** All versions, as they were when one of them was the latest. */
    private record Versions(String latest, List<CompiledStudy> all, ItemCategories items, StrictestCategories forms) {}

    private record Latest(String version, Instant readAt) {}

    public Studies(StudyStore store, DefinitionFormat format, Clock clock) {
        this.store = store;
        this.format = format;
        this.clock = clock;
    }

    /** The version in force, or a refusal if the study was never published. */
    public CompiledStudy current(String study) {
        return find(study).orElseThrow(Refusal::notFound);
    }

    public Optional<CompiledStudy> find(String study) {
        Instant now = clock.instant();
        Latest known = latest.get(study);
        if (known == null || !known.readAt().plus(POINTER_LIFETIME).isAfter(now)) {
            Optional<String> version = store.latestVersion(study);
            version.ifPresent(name -> latest.put(study, new Latest(name, now)));
            return version.map(name -> version(study, name));
        }
        return Optional.of(version(study, known.version()));
    }

    /** The version that a subject's schedule and forms follow, with the categories that are in force now. */
    public CompiledStudy of(Subject subject) {
        return subject.definitionVersion()
                .map(version -> inForce(subject.study(), version))
                .orElseGet(() -> current(subject.study()));
    }

    /**
     * The version for looking at a form that was entered: the subject's, or the one that the form was last saved under if the
     * subject has moved to a version without it. What was entered never disappears.
     */
    CompiledStudy forEntered(Subject subject, List<StoredRevision> history) {
        CompiledStudy own = of(subject);
        Revision last = history.get(history.size() - 1).revision();
        boolean asked = own.definition()
                .categoryOf(last.instance().event(), last.instance().form())
                .isPresent();
        return asked ? own : inForce(subject.study(), last.definitionVersion());
    }

    /** A version as it is used now: whoever sees a form under it is decided by all versions that were published. */
    public CompiledStudy inForce(String study, String version) {
        CompiledStudy current = current(study);
        if (version.equals(current.definition().version())) {
            return current;
        }
        return inForce.computeIfAbsent(
                study + "/" + version + "/" + current.definition().version(), key -> {
                    CompiledStudy own = version(study, version);
                    StudyDefinition definition =
                            CategoryChanges.inForce(own.definition(), current.definition(), formCategories(study));
                    return new CompiledStudy(
                            own.published(),
                            definition,
                            RuleCompiler.compile(definition).rules());
                });
    }

    public CompiledStudy version(String study, String version) {
        return compiled.computeIfAbsent(study, id -> new ConcurrentHashMap<>())
                .computeIfAbsent(version, name -> load(store.find(study, name).orElseThrow(Refusal::notFound)));
    }

    /** All versions that were published until the one in force. */
    List<CompiledStudy> versions(String study) {
        return known(study).all();
    }

    /** The single items that one of these versions hides from some who see their form. */
    public ItemCategories itemCategories(String study) {
        return known(study).items();
    }

    /** Who may see what was entered, by the strictest that any of these versions says. */
    StrictestCategories formCategories(String study) {
        return known(study).forms();
    }

    private Versions known(String study) {
        String latest = current(study).definition().version();
        Versions known = versions.get(study);
        if (known == null || !known.latest().equals(latest)) {
            List<CompiledStudy> all = store.all(study).stream()
                    .map(each -> version(study, each.version()))
                    .toList();
            List<StudyDefinition> definitions =
                    all.stream().map(CompiledStudy::definition).toList();
            known = new Versions(latest, all, ItemCategories.of(definitions), StrictestCategories.of(definitions));
            versions.put(study, known);
        }
        return known;
    }

    /** Called after a publication, so that this replica follows at once. */
    void forgetLatest(String study) {
        latest.remove(study);
    }

    private CompiledStudy load(PublishedStudy published) {
        StudyDefinition definition = format.parse(published.json())
                .definition()
                .orElseThrow(() -> new IllegalStateException("The published version " + published.version() + " of "
                        + published.study() + " cannot be read"));
        return new CompiledStudy(
                published, definition, RuleCompiler.compile(definition).rules());
    }
}
