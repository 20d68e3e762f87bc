package org.equipoise.launcher.study;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.equipoise.ecrf.domain.form.FormInstance;

/** What people enter, in the words of the protocol's rules. */
final class ProtocolEntries {
    static final Instant DOSE = Instant.parse("2026-03-02T09:00:00Z");
    static final Instant CONSENT = DOSE.minus(Duration.ofDays(12));
    static final Instant BASELINE = DOSE.minus(Duration.ofHours(20));
    static final Instant PREDOSE = DOSE.minus(Duration.ofMinutes(60));

    private ProtocolEntries() {}

    static Instant hours(int hours) {
        return DOSE.plus(Duration.ofHours(hours));
    }

    static Instant minutes(int minutes) {
        return DOSE.plus(Duration.ofMinutes(minutes));
    }

    static Object[] with(List<Object> values, Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    static Object[] madrs(Instant at, int each, Object... more) {
        List<Object> values = new ArrayList<>(List.of("MADRS_AT", at));
        for (int item = 1; item <= 10; item++) {
            values.add("MADRS%02d".formatted(item));
            values.add(each);
        }
        return with(values, more);
    }

    static Object[] scored(int total) {
        List<Object> values = new ArrayList<>();
        int rest = total;
        for (int item = 1; item <= 10; item++) {
            int points = Math.min(6, rest);
            values.add("MADRS%02d".formatted(item));
            values.add(points);
            rest -= points;
        }
        return values.toArray();
    }

    static EnteredForms interview(EnteredForms forms, String event, Instant at, int total) {
        return forms.enter(event, "MADRS", at, with(Arrays.asList(scored(total)), "MADRS_AT", at));
    }

    static EnteredForms baseline(EnteredForms forms, int screening, int baseline) {
        return forms.enter("SCREENING", "MADRS", CONSENT, scored(screening))
                .enter("BASELINE", "MADRS", BASELINE, scored(baseline));
    }

    static EnteredForms carried(EnteredForms forms, String event, Instant at, String recall, int sleep) {
        return dosed(forms)
                .enter("BASELINE", "MADRS", BASELINE, madrs(BASELINE, 3))
                .enter(
                        event,
                        "MADRS",
                        at,
                        "MADRS_AT",
                        at,
                        "MADRS_RECALL",
                        recall,
                        "MADRS_CARRIED",
                        true,
                        "MADRS04",
                        sleep,
                        "MADRS05",
                        3);
    }

    static Object[] cadss(String timepoint, int first) {
        List<Object> values = new ArrayList<>(List.of("CADSS_TIMEPOINT", timepoint));
        for (int item = 1; item <= 23; item++) {
            values.add("CADSS%02d".formatted(item));
            values.add(item == 1 ? first : 0);
        }
        return values.toArray();
    }

    static EnteredForms dosed(EnteredForms forms) {
        return forms.enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE);
    }

    static EnteredForms infused(EnteredForms forms, String event, Instant start, int minutes) {
        Instant stop = start.plus(Duration.ofMinutes(minutes));
        return forms.enter(event, "INFUSION", start, "INF_START", start, "INF_STOP", stop);
    }

    static EnteredForms stopped(EnteredForms forms, String event, boolean early) {
        return forms.enter(event, "INFUSION", DOSE, "INF_STOPPED_EARLY", early);
    }

    static EnteredForms discharged(EnteredForms forms) {
        return forms.enter("D2_PLUS230", "DISCHARGE", hours(84), "DC_READY", true, "DC_AT", hours(84));
    }

    static EnteredForms suicidality(EnteredForms forms, String event, boolean ideation) {
        return forms.enter(
                event,
                "CSSRS",
                hours(24),
                "CSSRS_DONE",
                true,
                "CSSRS1",
                ideation,
                "CSSRS2",
                false,
                "CSSRS3",
                false,
                "CSSRS4",
                false,
                "CSSRS5",
                false,
                "CSSRS_ACTUAL",
                false,
                "CSSRS_INTERRUPTED",
                false,
                "CSSRS_ABORTED",
                false,
                "CSSRS_PREPARATORY",
                false);
    }

    /** Looks at the MADRS of the visit again, as the save of another form does. */
    static EnteredForms again(EnteredForms forms) {
        return forms.lookAt(new FormInstance("H24", "MADRS", 1));
    }

    static EnteredForms person(EnteredForms forms, String sex, boolean childbearing) {
        return forms.enter(
                "SCREENING", "DEMOGRAPHICS", CONSENT, "DM_SEX", sex, "DM_CHILDBEARING", childbearing, "DM_WEIGHT", 80);
    }

    static EnteredForms hcg(EnteredForms forms, String event, Instant at) {
        return forms.enter(event, "HCG", at, "HCG_AT", at, "HCG_RESULT", "NEGATIVE");
    }

    static EnteredForms mayDose(EnteredForms forms, String event, Instant dose) {
        return forms.enter(
                event,
                "DOSE_ELIGIBILITY",
                dose.minusSeconds(3600),
                "PD_MAY_DOSE",
                true,
                "PD_DOSE_AT",
                dose,
                "PD_HCG",
                "NEGATIVE");
    }

    static EnteredForms consented(EnteredForms forms) {
        return forms.enter("SCREENING", "CONSENT", CONSENT, "CONSENT_AT", CONSENT);
    }

    static Object[] serious(boolean criterion) {
        return new Object[] {
            "AE_SERIOUS",
            true,
            "AE_DEATH",
            false,
            "AE_LIFE_THREATENING",
            false,
            "AE_HOSPITAL",
            criterion,
            "AE_DISABILITY",
            false,
            "AE_CONGENITAL",
            false,
            "AE_IMPORTANT",
            false
        };
    }

    static EnteredForms withdrawn(EnteredForms forms, String date) {
        return forms.enter(
                "COMMON",
                "DISPOSITION",
                DOSE,
                "DS_STATUS",
                "WITHDRAWN",
                "DS_DATE",
                date,
                "DS_REASON",
                "CONSENT_WITHDRAWN");
    }
}
