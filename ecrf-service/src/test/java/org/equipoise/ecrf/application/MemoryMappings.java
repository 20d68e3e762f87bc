package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Mappings in memory, with the hashes that they had when they were stored. */
final class MemoryMappings implements ImportMappings {
    final TreeMap<String, ChainedMapping> published = new TreeMap<>();

    @Override
    public boolean insert(PublishedMapping mapping) {
        return published.putIfAbsent(mapping.id(), new ChainedMapping(mapping, ChainedMapping.hash(mapping))) == null;
    }

    @Override
    public Optional<PublishedMapping> find(String study, String id) {
        return Optional.ofNullable(published.get(id)).map(ChainedMapping::mapping);
    }

    @Override
    public List<PublishedMapping> list(String study, Page page) {
        return chained(study, page).stream().map(ChainedMapping::mapping).toList();
    }

    @Override
    public List<ChainedMapping> chained(String study, Page page) {
        return published.tailMap(page.after().orElse(""), false).values().stream()
                .limit(page.limit())
                .toList();
    }
}
