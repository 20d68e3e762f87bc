package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.mongodb.client.FindIterable;
import com.mongodb.client.model.Sorts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.equipoise.ecrf.application.ChainedMapping;
import org.equipoise.ecrf.application.ImportMappings;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.application.PublishedMapping;
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
    public boolean insert(PublishedMapping published) {
        Document document = new Document("study", published.study())
                .append("mapping", published.id())
                .append("json", CanonicalJson.of(published.mapping()))
                .append("hash", ChainedMapping.hash(published));
        published.by().ifPresent(by -> document.append("publishedBy", Plain.author(by)));
        published.at().ifPresent(at -> document.append("publishedAt", Plain.date(at)));
        published.version().ifPresent(version -> document.append("definitionVersion", version));
        return Writes.insert(collections.importMappings(), document);
    }

    @Override
    public Optional<PublishedMapping> find(String study, String id) {
        return Optional.ofNullable(collections
                        .importMappings()
                        .find(and(eq("study", study), eq("mapping", id)))
                        .first())
                .map(MongoImportMappings::read);
    }

    @Override
    public List<PublishedMapping> list(String study, Page page) {
        return documents(study, page).map(MongoImportMappings::read).into(new ArrayList<>());
    }

    @Override
    public List<ChainedMapping> chained(String study, Page page) {
        return documents(study, page).map(MongoImportMappings::readChained).into(new ArrayList<>());
    }

    private FindIterable<Document> documents(String study, Page page) {
        Bson all = eq("study", study);
        return collections
                .importMappings()
                .find(page.after().map(id -> and(all, gt("mapping", id))).orElse(all))
                .sort(Sorts.ascending("mapping"))
                .limit(page.limit());
    }

    static ChainedMapping readChained(Document document) {
        return ChainedMapping.of(read(document), Plain.optionalText(document, "hash"));
    }

    private static PublishedMapping read(Document document) {
        return new PublishedMapping(
                document.getString("study"),
                read(document.getString("json")),
                document.containsKey("publishedBy")
                        ? Optional.of(Plain.author(document, "publishedBy"))
                        : Optional.empty(),
                Plain.optionalInstant(document, "publishedAt"),
                Plain.optionalText(document, "definitionVersion"));
    }

    static ImportMapping read(String json) {
        try {
            return JSON.readValue(json, ImportMapping.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A stored mapping cannot be read", broken);
        }
    }
}
