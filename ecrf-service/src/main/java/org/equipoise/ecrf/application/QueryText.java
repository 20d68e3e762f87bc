package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.HashChain;

/** The texts of a query's thread that its hashes cover: what it is about, with the question; then each step. */
public final class QueryText {
    private QueryText() {}

    static String stream(DataQuery query) {
        return query.study() + "/queries/" + query.id();
    }

    /** The hashes that a thread should have, the question's first. */
    public static List<String> hashes(DataQuery query) {
        List<String> hashes = new ArrayList<>();
        String hash = HashChain.genesis(stream(query));
        for (int number = 1; number <= query.thread().size(); number++) {
            hash = HashChain.next(hash, of(query, number));
            hashes.add(hash);
        }
        return hashes;
    }

    private static String of(DataQuery query, int number) {
        return of(query, number, Map.of());
    }

    /** The text of an entry, with what the store states about the query although the thread says otherwise; nothing if all is sound. */
    static String of(DataQuery query, int number, Map<String, String> stated) {
        QueryEntry entry = query.thread().get(number - 1);
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", query.study());
        text.put("query", query.id());
        text.put("number", number);
        text.put("at", entry.at());
        text.put("by", entry.by());
        text.put("action", entry.action().code());
        text.put("text", entry.text());
        if (number == 1) {
            text.put("subject", query.subject());
            text.put("site", query.site());
            text.put("about", query.instance().toString());
            text.put("item", query.item().orElse(""));
            text.put("check", query.check().orElse(""));
            text.put(
                    "categories",
                    query.categories().stream()
                            .map(category -> category.code())
                            .sorted()
                            .toList());
        }
        if (!stated.isEmpty()) {
            text.put("stated", new TreeMap<>(stated));
        }
        return CanonicalJson.of(text);
    }
}
