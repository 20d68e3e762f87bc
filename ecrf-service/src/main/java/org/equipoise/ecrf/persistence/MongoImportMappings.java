package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.mongodb.client.model.Sorts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.equipoise.ecrf.application.ImportMappings;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.platform.audit.CanonicalJson;

@ApplicationScoped
public class MongoImportMappings implements ImportMappings {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Collections collections;

    public MongoImportMappings(Collections collections) {
        this.collections = collections;
    }

    @Override
    public boolean insert(String study, ImportMapping mapping) {
        return Writes.insert(
                collections.importMappings(),
                new Document("study", study).append("mapping", mapping.id()).append("json", CanonicalJson.of(mapping)));
    }

    @Override
    public Optional<ImportMapping> find(String study, String id) {
        return Optional.ofNullable(collections
                        .importMappings()
                        .find(and(eq("study", study), eq("mapping", id)))
                        .first())
                .map(document -> read(document.getString("json")));
    }

    @Override
    public List<ImportMapping> list(String study, Page page) {
        Bson all = eq("study", study);
        return collections
                .importMappings()
                .find(page.after().map(id -> and(all, gt("mapping", id))).orElse(all))
                .sort(Sorts.ascending("mapping"))
                .limit(page.limit())
                .map(document -> read(document.getString("json")))
                .into(new ArrayList<>());
    }

    static ImportMapping read(String json) {
        try {
            return JSON.readValue(json, ImportMapping.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A stored mapping cannot be read", broken);
        }
    }
}
