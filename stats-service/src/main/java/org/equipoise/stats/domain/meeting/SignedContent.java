package org.equipoise.stats.domain.meeting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Exactly what is signed: one revision of a recommendation, the meeting that made it and the result it rests on. Its hash
 * is SHA-256 over the UTF-8 bytes of lines {@code name:length:value}, the length being that of the value in bytes, so that
 * no two contents have the same lines. Anybody with the minutes can compute it again.
 *
 * @param subject what the meeting is about
 * @param draft the revision
 */
public record SignedContent(MeetingSubject subject, MeetingEvent.Drafted draft) {

    /**
     * The hash.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder("dmc-recommendation-1\n");
        fields().forEach((name, value) -> text.append(name)
                .append(':')
                .append(value.getBytes(StandardCharsets.UTF_8).length)
                .append(':')
                .append(value)
                .append('\n'));
        return text.toString();
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("study", subject.study());
        fields.put("meeting", subject.meeting().toString());
        fields.put("analysis", subject.analysis().toString());
        fields.put("analysisHash", subject.analysisHash());
        fields.put("look", Integer.toString(subject.look()));
        fields.put("supersedes", subject.supersedes().map(Object::toString).orElse(""));
        fields.put("revision", Integer.toString(draft.revision()));
        fields.put("author", draft.by().id());
        fields.put("action", draft.recommendation().action().code());
        fields.put("reasons", draft.recommendation().reasons());
        fields.put("wording", draft.recommendation().wording());
        return fields;
    }

    /** Shows the hash alone. */
    @Override
    public String toString() {
        return "SignedContent[" + hash() + "]";
    }
}
