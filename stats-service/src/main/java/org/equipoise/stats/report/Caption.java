package org.equipoise.stats.report;

import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.SectionOutcome;

/** Words that stand with every table and figure: what it estimates, by which method, from which data. */
record Caption(String dataCut) {

    /** A table or figure of estimates. */
    String estimates(String what, Heading heading) {
        return Wording.sentence(what) + " Estimand: " + Wording.sentence(heading.estimand()) + " Data cut " + dataCut
                + ".";
    }

    /** A table that describes and estimates nothing. */
    String describes(String what, Heading heading) {
        return Wording.sentence(what) + " Population: " + Wording.sentence(heading.estimand()) + " Data cut " + dataCut
                + ".";
    }

    String plain(String what) {
        return Wording.sentence(what) + " Data cut " + dataCut + ".";
    }

    static String method(Heading heading) {
        return "Method: " + Wording.sentence(heading.method());
    }

    static boolean computed(SectionOutcome outcome) {
        return SectionOutcome.COMPUTED.equals(outcome.status());
    }

    static String notComputed(SectionOutcome outcome) {
        return "Not computed: " + Wording.sentence(text(outcome.explanation())) + " "
                + Wording.sentence(text(outcome.advice()));
    }

    private static String text(String words) {
        return words == null ? "" : words;
    }
}
