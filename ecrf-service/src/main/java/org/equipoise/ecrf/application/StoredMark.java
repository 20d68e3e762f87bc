package org.equipoise.ecrf.application;

import java.util.LinkedHashMap;
import java.util.Map;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.HashChain;

/**
 * A mark with its links in the hash chain of its target.
 *
 * @param announced whether it is not in force yet, and may still be withdrawn
 */
public record StoredMark(Mark mark, String previousHash, String hash, boolean announced) {
    public StoredMark(Mark mark, String previousHash, String hash) {
        this(mark, previousHash, hash, false);
    }

    static StoredMark first(Mark mark) {
        return following(HashChain.genesis(stream(mark)), mark);
    }

    /** The name of the chain of a target's marks. */
    static String stream(Mark mark) {
        return mark.study() + "/marks/" + mark.target().key();
    }

    /** The text that the hash of a mark covers. */
    static String text(Mark mark) {
        return CanonicalJson.of(plain(mark));
    }

    static StoredMark after(StoredMark previous, Mark mark) {
        return following(previous.hash(), mark);
    }

    private static StoredMark following(String previousHash, Mark mark) {
        return new StoredMark(mark, previousHash, HashChain.next(previousHash, text(mark)));
    }

    /** All that a mark says. */
    private static Map<String, Object> plain(Mark mark) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", mark.study());
        text.put("target", mark.target().key());
        text.put("number", mark.number());
        text.put("action", mark.action().code());
        text.put("revision", mark.statement().revision());
        text.put("contentHash", mark.statement().contentHash());
        text.put("items", mark.statement().items());
        text.put("text", mark.statement().text().orElse(""));
        text.put("by", mark.by());
        text.put("at", mark.at());
        return text;
    }
}
