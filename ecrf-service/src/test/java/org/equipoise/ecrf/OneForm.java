package org.equipoise.ecrf;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Entry;
import org.equipoise.ecrf.domain.form.EntryReader;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.FormRules;
import org.equipoise.ecrf.domain.rules.RuleCompiler;
import org.equipoise.ecrf.domain.study.DefinitionChecks;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/** A study whose only form is what a test is about. It is asked at two events, FIRST and SECOND. */
public final class OneForm {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final String json;

    private OneForm(String json) {
        this.json = json;
    }

    /** A form of one group that does not repeat. */
    public static OneForm of(String items, String checks) {
        return ofGroups("{'id': 'MAIN', 'items': [" + items + "]}", checks);
    }

    /** A form of some groups; apostrophes stand for quotation marks, and backticks for apostrophes. */
    public static OneForm ofGroups(String groups, String checks) {
        return new OneForm(("""
            {'study': 'S', 'version': '1', 'shortTitle': 'One form', 'plannedSubjects': 1,
             'sites': [{'id': '01', 'name': 'North', 'zone': 'Europe/Berlin'}],
             'schedule': {'anchors': {}, 'events': [
               {'id': 'FIRST', 'name': 'First', 'forms': [{'form': 'FORM'}]},
               {'id': 'SECOND', 'name': 'Second', 'forms': [{'form': 'FORM'}]}]},
             'forms': [{'form': 'FORM', 'name': 'The form', 'category': 'general',
               'itemGroups': [\
            """ + groups + "], 'editChecks': [" + checks + "]}]}")
                .replace('\'', '"')
                .replace('`', '\''));
    }

    public OneForm replacing(String piece, String other) {
        return new OneForm(json.replace(piece.replace('\'', '"'), other.replace('\'', '"')));
    }

    public String json() {
        return json;
    }

    public List<DefinitionError> errors() {
        var parsed = new JsonDefinitionFormat().parse(json);
        if (!parsed.errors().isEmpty()) {
            return parsed.errors();
        }
        List<DefinitionError> errors = new java.util.ArrayList<>(DefinitionChecks.errors(definition()));
        errors.addAll(RuleCompiler.compile(definition()).errors());
        return errors;
    }

    public StudyDefinition definition() {
        return new JsonDefinitionFormat().parse(json).definition().orElseThrow();
    }

    public Form form() {
        return definition().form("FORM").orElseThrow();
    }

    public FormRules rules() {
        var compiled = RuleCompiler.compile(definition());
        if (!compiled.errors().isEmpty()) {
            throw new AssertionError(compiled.errors());
        }
        return compiled.rules().forms().get("FORM");
    }

    /** What the form says after an entry. */
    public Entry enter(Map<String, Object> values, Map<String, String> missing) {
        return enter(values, missing, Casebook.of(List.of()));
    }

    public Entry enter(Map<String, Object> values, Map<String, String> missing, Casebook casebook) {
        return EntryReader.read(
                form(),
                FormCategory.GENERAL,
                values,
                missing,
                rules().completion(definition(), new FormInstance("SECOND", "FORM", 1), casebook));
    }

    /** The names of the checks that find something. */
    public List<String> failing(Map<String, Object> values) {
        return findings(values).stream().map(Finding::check).toList();
    }

    public List<Finding> findings(Map<String, Object> values) {
        Entry entry = enter(values, Map.of());
        return rules().check(
                        definition(), new FormInstance("SECOND", "FORM", 1), entry.values(), Casebook.of(List.of()));
    }

    public FormContent content(Map<String, Object> values) {
        return new FormContent(enter(new HashMap<>(values), Map.of()).values(), Map.of(), NOON, Optional.empty());
    }
}
