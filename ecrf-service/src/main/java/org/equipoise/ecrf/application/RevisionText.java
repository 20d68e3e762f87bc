package org.equipoise.ecrf.application;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.HashChain;

/**
 * The text of a revision that its hash covers. All that a revision says is in it, or committed to by it, so that nothing can be
 * changed without the hash changing.
 *
 * <p>What rules found is committed to, SHA-256(salt ‖ "\n" ‖ canonical JSON), and never told with the text: it may have been drawn
 * from forms, and be about forms, that whoever sees this one may not see, now or after a later version hides them. Every revision
 * has such a commitment, also if nothing was found, and a salt of its own, so that neither its presence nor its value tells.
 */
public final class RevisionText {
    private RevisionText() {}

    /** The name of a form's chain. */
    static String stream(Revision revision) {
        return stream(revision.study(), revision.subject(), revision.instance());
    }

    static String stream(String study, String subject, FormInstance instance) {
        return study + "/" + subject + "/" + instance;
    }

    /** The hash before the first revision of a form. */
    public static String genesis(Revision revision) {
        return HashChain.genesis(stream(revision));
    }

    /** The text that the hash of a revision covers. */
    static String of(Revision revision) {
        return CanonicalJson.of(plain(revision));
    }

    /** The hash of a revision that follows another. */
    public static String hash(String previousHash, Revision revision) {
        return HashChain.next(previousHash, of(revision));
    }

    private static Map<String, Object> plain(Revision revision) {
        FormContent content = revision.content();
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", revision.study());
        text.put("subject", revision.subject());
        text.put("site", revision.site());
        text.put("event", revision.instance().event());
        text.put("form", revision.instance().form());
        text.put("repeat", revision.instance().repeat());
        text.put("revision", revision.number());
        text.put("definitionVersion", revision.definitionVersion());
        Map<String, Object> values = new TreeMap<>();
        content.values()
                .forEach((item, value) ->
                        values.put(item, Map.of("type", value.type().code(), "value", value.plain())));
        text.put("values", values);
        Map<String, String> missing = new TreeMap<>();
        content.missing().forEach((item, reason) -> missing.put(item, reason.code()));
        text.put("missing", missing);
        text.put("occurredAt", content.occurredAt());
        text.put("windowReason", content.windowReason().orElse(""));
        text.put("reasonForChange", revision.reasonForChange().orElse(""));
        text.put("found", CanonicalJson.sha256Text(revision.salt() + "\n" + CanonicalJson.of(found(revision))));
        text.put("savedBy", revision.savedBy());
        text.put("savedAt", revision.savedAt());
        return text;
    }

    /** What is committed to: findings with the reasons that warnings were given, and what follows from them for this form and others. */
    private static Map<String, Object> found(Revision revision) {
        return Map.of(
                "warningReasons", revision.warningReasons(),
                "findings",
                        revision.findings().stream().map(RevisionText::plain).toList(),
                "consequences",
                        revision.consequences().stream()
                                .map(RevisionText::plain)
                                .toList());
    }

    private static Map<String, Object> plain(Consequence consequence) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("about", consequence.instance().toString());
        text.put("effect", consequence.effect().code());
        text.put("finding", plain(consequence.finding()));
        return text;
    }

    private static Map<String, Object> plain(Finding finding) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("check", finding.check());
        text.put("severity", finding.severity().code());
        text.put("items", finding.items());
        text.put("message", finding.message());
        text.put("value", finding.value());
        text.put(
                "categories",
                finding.categories().stream()
                        .map(category -> category.code())
                        .sorted()
                        .toList());
        return text;
    }
}
