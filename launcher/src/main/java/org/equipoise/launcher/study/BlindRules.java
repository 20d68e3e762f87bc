package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Nothing that the eCRF service gets may name an arm: neither its name nor its code, as a word of its own. */
final class BlindRules {

    private BlindRules() {}

    static List<StudyFault> faults(StudyFolder files) {
        List<StudyFault> faults = new ArrayList<>();
        List<Pattern> secrets = new ArrayList<>();
        for (JsonNode arm : files.randomization().root().path("arms")) {
            secrets.add(word(arm.path("name").asText().toLowerCase(Locale.ROOT), Pattern.CASE_INSENSITIVE));
            secrets.add(word(arm.path("code").asText(), 0));
        }
        Stream.concat(Stream.of(files.study(), files.schedule()), files.forms().stream())
                .forEach(document -> search(document, document.root(), "", secrets, faults));
        return faults;
    }

    private static void search(
            YamlDocument document, JsonNode node, String pointer, List<Pattern> secrets, List<StudyFault> faults) {
        boolean title = document.file().equals("study.yaml") && pointer.equals("/title");
        if (node.isTextual()
                && !title
                && secrets.stream()
                        .anyMatch(secret -> secret.matcher(node.asText()).find())) {
            faults.add(document.fault(pointer, node.asText(), "a text that names no arm of the randomization plan"));
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(field ->
                            search(document, field.getValue(), pointer + "/" + field.getKey(), secrets, faults));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            search(document, node.get(i), pointer + "/" + i, secrets, faults);
        }
    }

    private static Pattern word(String text, int flags) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(text) + "(?![\\w-])", flags);
    }
}
