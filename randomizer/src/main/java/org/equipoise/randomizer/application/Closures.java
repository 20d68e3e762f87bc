package org.equipoise.randomizer.application;

import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** The refusals of a randomization that is not open, worded once, and the same whatever the arm. */
final class Closures {

    private Closures() {}

    static Refusal refusal(Closure why) {
        return switch (why) {
            case STUDY_UNBLINDED ->
                closed(why, "The study is unblinded.", "Nobody is randomized any more; screen the subject elsewhere.");
            case STUDY_PAUSED ->
                closed(
                        why,
                        "Randomization is paused in the whole study.",
                        "Ask the study's data manager when it goes on; the reason is in the study's status.");
            case SITE_NOT_ACTIVE ->
                closed(
                        why,
                        "The subject's site is not activated yet.",
                        "Have the site activated by the study's data manager or administrator, then try again.");
            case SITE_PAUSED ->
                closed(
                        why,
                        "Randomization is paused at the subject's site.",
                        "Ask the study's data manager when it goes on; the reason is in the site's status.");
            case STRATUM_CAP_REACHED ->
                Refusals.listExhausted("The subject's stratum has reached its number of subjects.", why.code());
            case SITE_CAP_REACHED ->
                Refusals.listExhausted("The subject's site has reached its number of subjects.", why.code());
            case STUDY_CAP_REACHED ->
                Refusals.listExhausted("The study has reached its number of subjects.", why.code());
        };
    }

    private static Refusal closed(Closure why, String detail, String fix) {
        return Refusal.of(ProblemType.RANDOMIZATION_CLOSED, detail + " The subject was not randomized.")
                .fix(fix)
                .with("cause", why.code());
    }
}
