package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.ecrf.domain.subject.SubjectStatus;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.security.SiteScope;

/**
 * What a study's lock is over: the list of its subjects, those without any form included, and the present state of all forms.
 *
 * <p>The hash is over lines, subject by subject in the order of ids. A subject's first line says its id, site and status, the last
 * hash of its record's chain, and that of its randomization, if it was randomized. A line for each of its forms follows, in the order
 * of forms, with the hash at the head of the form's chain.
 */
@ApplicationScoped
public class LockedContent {
    private final Studies studies;
    private final SubjectStore subjects;
    private final RevisionStore revisions;

    public LockedContent(Studies studies, SubjectStore subjects, RevisionStore revisions) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
    }

    String hash(String study) {
        List<String> lines = new ArrayList<>();
        Optional<String> after = Optional.empty();
        List<ChainedSubject> page;
        do {
            page = subjects.chained(study, SiteScope.all(), new Page(after, Page.LARGEST));
            page.forEach(subject -> lines.addAll(lines(subject)));
            after = page.stream().map(last -> last.subject().id()).reduce((earlier, later) -> later);
        } while (page.size() == Page.LARGEST);
        return CanonicalJson.sha256(lines);
    }

    private List<String> lines(ChainedSubject chained) {
        Subject subject = chained.subject();
        List<StoredRevision> all = revisions.of(subject.study(), subject.id());
        Map<FormInstance, String> heads = new TreeMap<>();
        all.forEach(stored -> heads.put(stored.revision().instance(), stored.hash()));
        List<String> lines = new ArrayList<>();
        List<String> record = chained.hashes();
        lines.add(
                subject.id() + " " + subject.site() + " " + status(subject, all).code() + " "
                        + record.get(record.size() - 1)
                        + chained.randomizationHash().map(hash -> " " + hash).orElse(""));
        heads.forEach((instance, hash) -> lines.add(subject.id() + "/" + instance + " " + hash));
        return lines;
    }

    private SubjectStatus status(Subject subject, List<StoredRevision> all) {
        Casebook casebook =
                Casebook.of(all.stream().map(StoredRevision::revision).toList());
        return Withdrawals.asSaid(studies.of(subject), subject, casebook).status();
    }
}
