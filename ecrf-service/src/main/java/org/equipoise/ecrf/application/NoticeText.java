package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.HashChain;

/**
 * The texts of an alert or deviation that its hashes cover: that it was raised, by what and when; then what was done about it.
 *
 * <p>Which save made its rule fail is committed to only: that may have been the save of a form which whoever sees the notice may
 * not see. The origin that is hashed has the salt of that revision in it.
 */
public final class NoticeText {
    private NoticeText() {}

    static String stream(Notice notice) {
        return notice.study() + "/notices/" + notice.id();
    }

    static int entries(Notice notice) {
        return notice.resolution().isPresent() ? 2 : 1;
    }

    /** The hashes that a notice should have, the raising's first. */
    public static List<String> hashes(Notice notice) {
        List<String> hashes = new ArrayList<>();
        String hash = HashChain.genesis(stream(notice));
        for (int number = 1; number <= entries(notice); number++) {
            hash = HashChain.next(hash, of(notice, number));
            hashes.add(hash);
        }
        return hashes;
    }

    /** The hash that the last entry of a notice should have. */
    static String lastHash(Notice notice) {
        return hashes(notice).get(entries(notice) - 1);
    }

    /** The hash of what was done about a notice, on that of its raising. */
    public static String resolvedHash(String raisedHash, Notice notice) {
        return HashChain.next(raisedHash, of(notice, 2));
    }

    /** The text of an entry; empty if the store has a hash for it and no text any more. */
    static String of(Notice notice, int number) {
        return number > entries(notice) ? "" : CanonicalJson.of(number == 1 ? raised(notice) : resolved(notice));
    }

    private static Map<String, Object> raised(Notice notice) {
        Notice.Source source = notice.source();
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", notice.study());
        text.put("notice", notice.id());
        text.put("number", 1);
        text.put("kind", notice.kind().code());
        text.put("subject", notice.subject());
        text.put("site", notice.site());
        text.put("about", source.instance().toString());
        text.put("check", source.check());
        text.put("text", source.text());
        text.put("cause", CanonicalJson.sha256Text(source.origin() + "\n" + source.revision()));
        text.put(
                "categories",
                notice.categories().stream()
                        .map(category -> category.code())
                        .sorted()
                        .toList());
        text.put("at", notice.raisedAt());
        return text;
    }

    private static Map<String, Object> resolved(Notice notice) {
        Notice.Resolution done = notice.resolution().orElseThrow();
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", notice.study());
        text.put("notice", notice.id());
        text.put("number", 2);
        text.put("at", done.at());
        text.put("by", done.by());
        text.put("text", done.text());
        done.important().ifPresent(important -> text.put("important", important));
        return text;
    }
}
