package org.equipoise.ecrf.application;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.HashChain;

/** A published mapping with its link: a chain of one entry, for a mapping never changes. */
public record ChainedMapping(PublishedMapping mapping, String hash) {
    /** The mapping with the hash that is stored; one from before mappings were chained has the one that it should have. */
    public static ChainedMapping of(PublishedMapping mapping, Optional<String> hash) {
        return new ChainedMapping(mapping, hash.orElseGet(() -> hash(mapping)));
    }

    static String stream(PublishedMapping mapping) {
        return mapping.study() + "/import-mappings/" + mapping.id();
    }

    /** The hash that a mapping should have. */
    public static String hash(PublishedMapping mapping) {
        return HashChain.next(HashChain.genesis(stream(mapping)), text(mapping));
    }

    /** Names the mapping by the hash of what is stored. */
    static String text(PublishedMapping mapping) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", mapping.study());
        text.put("mapping", mapping.id());
        text.put("number", 1);
        text.put("contentHash", mapping.contentHash());
        mapping.at().ifPresent(at -> text.put("at", at));
        mapping.by().ifPresent(by -> text.put("by", by));
        mapping.version().ifPresent(version -> text.put("definitionVersion", version));
        return CanonicalJson.of(text);
    }
}
