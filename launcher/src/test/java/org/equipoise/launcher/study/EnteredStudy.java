package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.ecrf.domain.eligibility.Assessment;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Entry;
import org.equipoise.ecrf.domain.form.EntryReader;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.FormRules;
import org.equipoise.ecrf.domain.rules.StandingReview;
import org.equipoise.ecrf.domain.rules.StudyRules;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.subject.Subject;

/** The casebooks of a study's subjects, reviewed by the eCRF service's own rule engine as its requests would be. */
public final class EnteredStudy {
    private static final ObjectMapper EXACT =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final Map<JsonNode, Compiled> COMPILED = new ConcurrentHashMap<>();

    private final StudyDefinition definition;
    private final StudyRules rules;
    private final Map<String, Casebook> casebooks = new HashMap<>();

    /** What a request would come to: the complete values and all that the engine finds, an absent window reason included. */
    public record Reviewed(Map<String, Object> values, List<Finding> findings, Casebook after) {}

    public EnteredStudy(Study study) {
        Compiled compiled = COMPILED.computeIfAbsent(study.definition(), json -> {
            StudyDefinition parsed = EnteredForms.definition(study);
            return new Compiled(parsed, EnteredForms.rules(parsed));
        });
        definition = compiled.definition();
        rules = compiled.rules();
    }

    private record Compiled(StudyDefinition definition, StudyRules rules) {}

    /** Keeps what was reviewed. */
    public void keep(String subject, Reviewed reviewed) {
        casebooks.put(subject, reviewed.after());
    }

    /** Reviews a form's body. */
    public Reviewed review(String subject, FormInstance instance, JsonNode body) {
        Casebook before = casebook(subject);
        Form form = definition.form(instance.form()).orElseThrow();
        FormCategory category =
                definition.categoryOf(instance.event(), instance.form()).orElseThrow();
        FormRules own = rules.forms().get(instance.form());
        Map<String, String> missing = new HashMap<>();
        body.path("missing")
                .properties()
                .forEach(
                        reason -> missing.put(reason.getKey(), reason.getValue().asText()));
        Entry entry = EntryReader.read(
                form, category, plain(body.path("values")), missing, own.completion(definition, instance, before));
        FormContent content = new FormContent(
                entry.values(),
                entry.missing(),
                Instant.parse(body.path("occurredAt").asText()),
                Optional.ofNullable(body.get("windowReason")).map(JsonNode::asText));
        Casebook after = before.with(instance, content);
        List<Finding> findings = new ArrayList<>(entry.findings());
        findings.addAll(own.check(definition, instance, content.values(), after));
        StandingReview review = new StandingReview(definition, rules, subject(subject));
        review.afterWithdrawal(instance, content, after).ifPresent(findings::add);
        if (content.windowReason().isEmpty()) {
            review.outOfWindow(instance, content, Anchors.of(definition.schedule(), after))
                    .ifPresent(findings::add);
        }
        Map<String, Object> values = new TreeMap<>();
        content.values().forEach((item, value) -> values.put(item, value.plain()));
        return new Reviewed(values, findings, after);
    }

    /** What stands against a form now. */
    public List<Finding> standing(String subject, FormInstance instance) {
        return List.copyOf(new StandingReview(definition, rules, subject(subject))
                .failures(instance, casebook(subject))
                .values());
    }

    /** Why the subject may not be randomized; empty if nothing speaks against it. */
    public List<String> objections(String subject) {
        return Assessment.of(rules.eligibility().orElseThrow(), subject(subject), Optional.empty(), casebook(subject))
                .reasons();
    }

    public Casebook casebook(String subject) {
        return casebooks.getOrDefault(subject, Casebook.of(List.of()));
    }

    private Subject subject(String id) {
        return new Subject(
                definition.study(),
                id,
                definition.sites().get(0).id(),
                1,
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    private static Map<String, Object> plain(JsonNode values) {
        Map<String, Object> plain = new HashMap<>();
        try {
            for (var value : values.properties()) {
                plain.put(value.getKey(), EXACT.readValue(value.getValue().toString(), Object.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plain;
    }
}
