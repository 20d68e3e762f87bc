package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.ImportLaboratoryData.Result;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.laboratory.LaboratoryLine;
import org.equipoise.ecrf.domain.study.Severity;

/**
 * What is to be done for a form that a laboratory reports on.
 *
 * @param about the first line about it
 * @param study the study
 * @param result what it comes to
 * @param command the save; empty if there is nothing to save
 * @param questions what the form says otherwise, in words, by item; about the form as a whole without one
 * @param asked what the checks ask about, if it is saved
 * @param faults what is not acceptable
 */
record LaboratoryPlan(
        LaboratoryLine about,
        String study,
        Result result,
        Optional<SaveCommand> command,
        Map<Optional<String>, String> questions,
        List<String> asked,
        List<String> faults) {
    LaboratoryPlan {
        asked = List.copyOf(asked);
        faults = List.copyOf(faults);
    }

    static LaboratoryPlan nothing(LaboratoryLine about, String study) {
        return new LaboratoryPlan(about, study, Result.UNCHANGED, Optional.empty(), Map.of(), List.of(), List.of());
    }

    LaboratoryPlan conflict(Map<Optional<String>, String> differences) {
        return new LaboratoryPlan(about, study, Result.CONFLICT, command, differences, asked, faults);
    }

    LaboratoryPlan saving(Result saved, SaveCommand save) {
        return new LaboratoryPlan(about, study, saved, Optional.of(save), questions, asked, faults);
    }

    LaboratoryPlan refused(List<String> why) {
        return new LaboratoryPlan(about, study, Result.REFUSED, Optional.empty(), Map.of(), List.of(), why);
    }

    LaboratoryPlan refused(String why) {
        List<String> all = new ArrayList<>(faults);
        all.add(why);
        return refused(all);
    }

    LaboratoryPlan asking(List<Finding> findings) {
        List<String> words = findings.stream()
                .filter(finding -> finding.severity() == Severity.QUERY)
                .map(finding -> finding.check() + ": " + finding.message())
                .toList();
        return new LaboratoryPlan(about, study, result, command, questions, words, faults);
    }

    /** What is wrong, or else what is asked. */
    List<String> details() {
        return faults.isEmpty()
                ? Stream.concat(questions.values().stream(), asked.stream()).toList()
                : faults;
    }
}
