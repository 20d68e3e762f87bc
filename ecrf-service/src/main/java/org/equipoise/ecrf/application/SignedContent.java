package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.platform.audit.CanonicalJson;

/** What a signature on all of a subject covers: the present state of each form whose category the signer could see. */
final class SignedContent {
    private final CompiledStudy study;
    private final Collection<StoredRevision> revisions;

    SignedContent(CompiledStudy study, Collection<StoredRevision> revisions) {
        this.study = study;
        this.revisions = revisions;
    }

    /** Hash over the heads of the chains of the forms of some categories. */
    String hash(Collection<String> categories) {
        Map<FormInstance, StoredRevision> heads = new TreeMap<>();
        revisions.stream()
                .filter(stored -> study.definition()
                        .categoryOf(
                                stored.revision().instance().event(),
                                stored.revision().instance().form())
                        .filter(category -> categories.contains(category.code()))
                        .isPresent())
                .forEach(stored -> heads.merge(
                        stored.revision().instance(),
                        stored,
                        (one, other) ->
                                one.revision().number() > other.revision().number() ? one : other));
        Map<String, String> named = new TreeMap<>();
        heads.forEach((instance, stored) -> named.put(instance.toString(), stored.hash()));
        return CanonicalJson.sha256(named);
    }

    List<FormStanding.Signature> signatures(List<Mark> marks) {
        return marks.stream()
                .filter(mark -> mark.action() == MarkAction.SIGN)
                .map(mark -> new FormStanding.Signature(
                        mark,
                        mark.statement()
                                .contentHash()
                                .equals(hash(mark.statement().items()))))
                .toList();
    }
}
