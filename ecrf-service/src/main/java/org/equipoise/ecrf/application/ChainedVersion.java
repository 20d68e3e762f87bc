package org.equipoise.ecrf.application;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.HashChain;

/** A published version of a study with its link: a chain of one entry, for a version never changes. */
public record ChainedVersion(PublishedStudy study, String hash) {
    /** The version with the hash that is stored; one from before versions were chained has the one that it should have. */
    public static ChainedVersion of(PublishedStudy study, Optional<String> hash) {
        return new ChainedVersion(study, hash.orElseGet(() -> hash(study)));
    }

    static String stream(PublishedStudy study) {
        return study.study() + "/versions/" + study.version();
    }

    /** The hash that a version should have. */
    public static String hash(PublishedStudy study) {
        return HashChain.next(HashChain.genesis(stream(study)), text(study));
    }

    /** Names the definition by the hash of what is stored, and what is stored as its hash if that is another. */
    static String text(PublishedStudy study) {
        String content = CanonicalJson.sha256Text(study.json());
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", study.study());
        text.put("version", study.version());
        text.put("number", 1);
        text.put("contentHash", content);
        text.put("at", study.publishedAt());
        text.put("by", study.publishedBy());
        if (!content.equals(study.contentHash())) {
            text.put("statedContentHash", study.contentHash());
        }
        return CanonicalJson.of(text);
    }
}
