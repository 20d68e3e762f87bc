package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.ItemCategories;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.CanonicalJson;

/**
 * What a signature on all of a subject covers: the present state of each form that the signer could see all of, its own category and
 * those of its items.
 */
final class SignedContent {
    private final CompiledStudy study;
    private final FormCategories categories;
    private final ItemCategories items;
    private final Collection<StoredRevision> revisions;

    SignedContent(Studies studies, Subject subject, Collection<StoredRevision> revisions) {
        this.study = studies.of(subject);
        this.categories = new FormCategories(studies, subject.study());
        this.items = studies.itemCategories(subject.study());
        this.revisions = revisions;
    }

    /** Hash over the heads of the chains of the forms of some categories; a form that a version dropped stays in it. */
    String hash(Collection<String> covered) {
        return hash(covered, revisions);
    }

    private String hash(Collection<String> covered, Collection<StoredRevision> known) {
        Map<FormInstance, StoredRevision> heads = new TreeMap<>();
        known.stream()
                .filter(stored -> covers(covered, stored))
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
                                .equals(hash(mark.statement().items())),
                        isIndependent(mark.by().id())))
                .toList();
    }

    /**
     * Whether one of the signatures on the subject was given over a form's present revision. What was entered in other forms since
     * takes the signature away, but decides nothing here: it may be hidden from who is told by which version a form is checked.
     */
    boolean isSigned(List<Mark> marks, StoredRevision present) {
        List<Mark.Statement> covering = marks.stream()
                .filter(mark -> mark.action() == MarkAction.SIGN)
                .map(Mark::statement)
                .filter(statement -> covers(statement.items(), present))
                .toList();
        List<StoredRevision> inTurn =
                revisions.stream().sorted(StoredRevision.IN_TURN).toList();
        int before = inTurn.indexOf(present);
        for (int known = inTurn.size(); !covering.isEmpty() && known > before; known--) {
            List<StoredRevision> then = inTurn.subList(0, known);
            if (covering.stream()
                    .anyMatch(statement -> statement.contentHash().equals(hash(statement.items(), then)))) {
                return true;
            }
        }
        return false;
    }

    /** Who may not sign one of the subject's forms may not sign it with all the others either. */
    boolean isIndependent(String person) {
        Set<String> entered = revisions.stream()
                .map(stored -> stored.revision().instance().form())
                .collect(Collectors.toSet());
        return study.definition().forms().stream()
                .filter(form -> entered.contains(form.id()))
                .noneMatch(form -> dependent(form, revisions).contains(person));
    }

    /** Whoever has seen what reveals the arm of a subject does not answer for that subject's outcome. */
    static Set<String> dependent(Form form, Collection<StoredRevision> ofSubject) {
        return ofSubject.stream()
                .map(StoredRevision::revision)
                .filter(revision -> form.signedIndependentlyOf()
                        .contains(revision.instance().form()))
                .map(revision -> revision.savedBy().id())
                .collect(Collectors.toSet());
    }

    /** A signature over data that somebody may not see, told again and again, would tell that those data change. */
    static boolean isSeen(Actor reader, String site, Mark mark) {
        return mark.action() != MarkAction.SIGN
                || mark.statement().items().stream()
                        .allMatch(covered -> FormCategory.fromCode(covered)
                                .filter(category -> reader.sees(category, site))
                                .isPresent());
    }

    private boolean covers(Collection<String> covered, StoredRevision stored) {
        boolean sawItems = items.of(stored.revision().instance().form()).stream()
                .map(FormCategory::code)
                .allMatch(covered::contains);
        return sawItems
                && categories
                        .of(stored.revision())
                        .map(FormCategory::code)
                        .filter(covered::contains)
                        .isPresent();
    }
}
