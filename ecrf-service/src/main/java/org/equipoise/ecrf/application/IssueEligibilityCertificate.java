package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.RevisionStore.FormSelector;
import org.equipoise.ecrf.domain.eligibility.Assessment;
import org.equipoise.ecrf.domain.eligibility.EligibilityCertificate;
import org.equipoise.ecrf.domain.eligibility.Source;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.EligibilityRules;
import org.equipoise.ecrf.domain.rules.FormPlace;
import org.equipoise.ecrf.domain.rules.ParticipationRule;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Certifies whether a subject may be randomized, and into which stratum, with the revisions that decided. */
@ApplicationScoped
public class IssueEligibilityCertificate {
    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;
    private final Clock clock;

    public IssueEligibilityCertificate(Studies studies, Subjects subjects, RevisionStore revisions, Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.clock = clock;
    }

    public EligibilityCertificate issue(Actor reader, String study, String id) {
        Subject subject = subjects.require(reader, study, id);
        CompiledStudy compiled = studies.of(subject);
        EligibilityRules rules = compiled.rules()
                .eligibility()
                .orElseThrow(() -> Refusal.of(
                                ProblemType.STATE_CONFLICT,
                                "In the study " + study + " another system decides eligibility.")
                        .fix("Ask that system, and send its stratification values with the randomization."));
        Set<FormSelector> sources = sources(rules);
        Stream.concat(Withdrawals.form(compiled).stream(), participation(compiled))
                .map(FormSelector::of)
                .forEach(sources::add);
        List<StoredRevision> read = revisions.of(study, id, sources);
        Casebook casebook =
                Casebook.of(read.stream().map(StoredRevision::revision).toList());
        Assessment assessment = Assessment.of(
                rules,
                Withdrawals.asSaid(compiled, subject, casebook),
                Calendars.end(compiled, subject, casebook),
                casebook);
        return new EligibilityCertificate(
                study,
                id,
                subject.site(),
                assessment.eligible(),
                assessment.reasons(),
                assessment.strata(),
                sources(read),
                compiled.definition().version(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Stream<FormInstance> participation(CompiledStudy compiled) {
        return compiled.rules().conduct().participation().map(ParticipationRule::form).stream();
    }

    private static Set<FormSelector> sources(EligibilityRules rules) {
        Set<FormSelector> sources = new HashSet<>();
        sources.add(Selectors.first(rules.place()));
        sources.addAll(Selectors.firsts(rules.checks().inputs()));
        rules.strata()
                .forEach(stratum -> sources.add(Selectors.first(
                        new FormPlace(stratum.source().event(), stratum.source().form()))));
        return sources;
    }

    private static List<Source> sources(List<StoredRevision> read) {
        Map<FormInstance, StoredRevision> latest = new TreeMap<>();
        read.forEach(stored -> latest.merge(
                stored.revision().instance(),
                stored,
                (one, other) -> one.revision().number() > other.revision().number() ? one : other));
        return latest.values().stream()
                .map(stored -> new Source(
                        stored.revision().instance(), stored.revision().number(), stored.hash()))
                .toList();
    }
}
