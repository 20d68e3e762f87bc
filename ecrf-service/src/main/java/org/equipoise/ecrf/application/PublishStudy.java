package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.rules.RuleCompiler;
import org.equipoise.ecrf.domain.study.CategoryChanges;
import org.equipoise.ecrf.domain.study.DefinitionChecks;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.Site;
import org.equipoise.ecrf.domain.study.StrictestCategories;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Publishes a version of a study after checking all of it. A published version never changes.
 *
 * <p>A version is checked against those before it, and takes the next number of the study: of two that are published at once one is
 * refused, since it was checked without the other.
 */
@ApplicationScoped
public class PublishStudy {
    private final StudyStore store;
    private final DefinitionFormat format;
    private final Studies studies;
    private final Clock clock;

    public PublishStudy(StudyStore store, DefinitionFormat format, Studies studies, Clock clock) {
        this.store = store;
        this.format = format;
        this.studies = studies;
        this.clock = clock;
    }

    /** What was published, and whether it is new. */
    public record Publication(PublishedStudy study, boolean created) {}

    /**
     * Publishes.
     *
     * @param json the definition as canonical JSON
     */
    public Publication publish(String study, String version, String json, Author author) {
        PublishedStudy candidate = new PublishedStudy(
                study,
                version,
                json,
                CanonicalJson.sha256Text(json),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                author);
        return store.find(study, version)
                .map(existing -> same(existing, candidate))
                .orElseGet(() -> insert(candidate));
    }

    /** A definition that could be published, ready for use; nothing is stored. */
    CompiledStudy checked(String study, String json) {
        DefinitionFormat.Parsed parsed = format.parse(json);
        List<DefinitionError> errors = new ArrayList<>(parsed.errors());
        parsed.definition().ifPresent(definition -> {
            if (!definition.study().equals(study)) {
                errors.add(new DefinitionError("/study", definition.study(), study + ", as in the address"));
            }
            errors.addAll(wrong(definition, store.all(study)));
        });
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
        StudyDefinition definition = parsed.definition().orElseThrow();
        PublishedStudy unpublished = new PublishedStudy(
                study,
                definition.version(),
                json,
                CanonicalJson.sha256Text(json),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                new Author("", ""));
        return new CompiledStudy(
                unpublished, definition, RuleCompiler.compile(definition).rules());
    }

    private List<DefinitionError> wrong(StudyDefinition definition, List<PublishedStudy> before) {
        List<DefinitionError> errors = new ArrayList<>(DefinitionChecks.errors(definition));
        errors.addAll(RuleCompiler.compile(definition).errors());
        List<StudyDefinition> versions = before.stream()
                .flatMap(earlier -> format.parse(earlier.json()).definition().stream())
                .toList();
        errors.addAll(dropped(definition, versions));
        errors.addAll(loosened(definition, versions));
        return errors;
    }

    /** A site that was part of a study stays in all its versions: its subjects' data, marks and work lists are found by it. */
    private static List<DefinitionError> dropped(StudyDefinition definition, List<StudyDefinition> before) {
        Map<String, String> known = new LinkedHashMap<>();
        before.forEach(earlier -> earlier.sites().forEach(site -> known.putIfAbsent(site.id(), earlier.version())));
        definition.sites().forEach(site -> known.remove(site.id()));
        return known.entrySet().stream()
                .map(site -> new DefinitionError(
                        "/sites",
                        definition.sites().stream().map(Site::id).collect(Collectors.joining(", ")),
                        "the site " + site.getKey() + " too, which version " + site.getValue()
                                + " has: a site that takes no more part is closed (its data frozen or locked), never"
                                + " dropped"))
                .toList();
    }

    private Publication insert(PublishedStudy candidate) {
        List<PublishedStudy> before = store.all(candidate.study());
        List<DefinitionError> errors = errors(candidate, before);
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
        if (!store.insert(candidate, before.size())) {
            return store.find(candidate.study(), candidate.version())
                    .map(existing -> same(existing, candidate))
                    .orElseThrow(() -> overtaken(candidate));
        }
        studies.forgetLatest(candidate.study());
        return new Publication(candidate, true);
    }

    private Refusal overtaken(PublishedStudy candidate) {
        String present = store.latestVersion(candidate.study()).orElseThrow(IllegalStateException::new);
        return Refusal.of(
                        ProblemType.STATE_CONFLICT,
                        "Version " + present + " of " + candidate.study() + " was published at the same time; version "
                                + candidate.version() + " was not.")
                .fix("Look at that version, and publish yours again if it is to follow it.")
                .with("version", present);
    }

    private static Publication same(PublishedStudy existing, PublishedStudy candidate) {
        if (!existing.contentHash().equals(candidate.contentHash())) {
            throw Refusal.of(
                            ProblemType.VERSION_EXISTS,
                            "Version " + existing.version() + " of " + existing.study()
                                    + " was published with other content.")
                    .fix("Give the changed study a new version.")
                    .with("contentHash", existing.contentHash());
        }
        return new Publication(existing, false);
    }

    private List<DefinitionError> errors(PublishedStudy candidate, List<PublishedStudy> before) {
        DefinitionFormat.Parsed parsed = format.parse(candidate.json());
        List<DefinitionError> errors = new ArrayList<>(parsed.errors());
        parsed.definition().ifPresent(definition -> {
            errors.addAll(identity(definition, candidate));
            errors.addAll(wrong(definition, before));
        });
        return errors;
    }

    /** What somebody could not see under an earlier version stays hidden: entered data have the strictest category of all versions. */
    private static List<DefinitionError> loosened(StudyDefinition definition, List<StudyDefinition> versions) {
        List<DefinitionError> errors = new ArrayList<>(versions.stream()
                .flatMap(earlier -> CategoryChanges.loosened(earlier, definition).stream())
                .distinct()
                .toList());
        Set<String> known = errors.stream().map(DefinitionError::path).collect(Collectors.toSet());
        CategoryChanges.reopened(StrictestCategories.of(versions), definition).stream()
                .filter(error -> !known.contains(error.path()))
                .forEach(errors::add);
        return errors;
    }

    private static List<DefinitionError> identity(StudyDefinition definition, PublishedStudy candidate) {
        List<DefinitionError> errors = new ArrayList<>();
        if (!definition.study().equals(candidate.study())) {
            errors.add(new DefinitionError("/study", definition.study(), candidate.study() + ", as in the address"));
        }
        if (!definition.version().equals(candidate.version())) {
            errors.add(
                    new DefinitionError("/version", definition.version(), candidate.version() + ", as in the address"));
        }
        return errors;
    }

    private static Refusal invalid(List<DefinitionError> errors) {
        List<Map<String, Object>> listed = errors.stream()
                .map(error -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("file", error.file());
                    entry.put("path", error.path());
                    entry.put("value", error.value());
                    entry.put("expected", error.expected());
                    return entry;
                })
                .toList();
        String count = errors.size() == 1 ? "one error" : errors.size() + " errors";
        return Refusal.of(
                        ProblemType.INVALID_DEFINITION,
                        "The study definition has " + count + "; nothing was published.")
                .fix("Correct what errors lists and publish again.")
                .with("errors", listed);
    }
}
