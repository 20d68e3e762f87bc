package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Lists the published versions of a study, the one in force first. */
@ApplicationScoped
public class ListVersions {
    private final StudyStore store;

    public ListVersions(StudyStore store) {
        this.store = store;
    }

    public PageOf<StudyVersion> list(String study, Page page) {
        List<StudyVersion> newestFirst = new ArrayList<>(store.versions(study));
        if (newestFirst.isEmpty()) {
            throw Refusal.notFound();
        }
        Collections.reverse(newestFirst);
        int from = page.after().map(after -> place(newestFirst, after) + 1).orElse(0);
        List<StudyVersion> rest = newestFirst.subList(from, newestFirst.size());
        return PageOf.cut(rest, page.limit(), StudyVersion::version);
    }

    private static int place(List<StudyVersion> versions, String name) {
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).version().equals(name)) {
                return i;
            }
        }
        throw Refusal.of(ProblemType.INVALID_VALUE, "after is " + name + ", which is no version of the study.")
                .fix("Send what `next` of the page before says, or no `after` for the first page.");
    }
}
