package org.equipoise.ecrf.application;

import java.util.Optional;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.WithdrawalRule;
import org.equipoise.ecrf.domain.subject.Subject;

/** Whether consent was withdrawn, which entered data say and nothing else. */
final class Withdrawals {
    private Withdrawals() {}

    /** The form that says so. */
    static Optional<FormInstance> form(CompiledStudy study) {
        return study.rules()
                .withdrawal()
                .map(WithdrawalRule::place)
                .map(place -> new FormInstance(place.event(), place.form(), 1));
    }

    static Subject asSaid(CompiledStudy study, Subject subject, Casebook casebook) {
        boolean withdrawn = study.definition()
                .site(subject.site())
                .flatMap(site -> study.rules().withdrawal().flatMap(rule -> rule.of(casebook, site.zone())))
                .isPresent();
        return subject.withdrawn(withdrawn);
    }
}
