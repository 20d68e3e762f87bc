package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Filters.or;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.equipoise.ecrf.application.QueryStore.Visibility;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.security.SiteScope;

/** What a reader may see of documents that name their study, site and categories. */
final class Visible {
    private Visible() {}

    /** Everything at the reader's sites, less what speaks about data that the reader may not see there. */
    static Bson filter(Visibility visibility) {
        List<Bson> filters = new ArrayList<>();
        filters.add(eq("study", visibility.study()));
        if (!visibility.scope().wholeStudy()) {
            filters.add(in("site", visibility.scope().sites()));
        }
        for (FormCategory category : FormCategory.values()) {
            SiteScope reads = visibility.reads().getOrDefault(category, SiteScope.none());
            if (!reads.wholeStudy()) {
                filters.add(or(ne("categories", category.code()), in("site", reads.sites())));
                places(visibility, category)
                        .ifPresent(present -> filters.add(or(nor(present), in("site", reads.sites()))));
            }
        }
        return and(filters);
    }

    /** A version may have hidden a form after something about it was stored. */
    private static Optional<Bson> places(Visibility visibility, FormCategory category) {
        List<Bson> events = new ArrayList<>();
        visibility
                .places()
                .getOrDefault(category, Map.of())
                .forEach((event, forms) -> events.add(and(eq("event", event), in("form", forms))));
        return events.isEmpty() ? Optional.empty() : Optional.of(or(events));
    }
}
