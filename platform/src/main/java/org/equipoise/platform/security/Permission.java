package org.equipoise.platform.security;

import java.util.Locale;

/** What can be done, as {@code noun.verb}. Code asks for permissions, never for roles. */
public enum Permission {
    STUDY_READ,
    STUDY_PUBLISH,
    PLAN_PUBLISH,
    PLAN_ACTIVATE,
    PLAN_READ,
    SUBJECT_SCREEN,
    SUBJECT_READ,
    SUBJECT_RANDOMIZE,
    RANDOMIZATION_READ,
    GENERAL_DATA_READ,
    GENERAL_DATA_ENTER,
    EFFICACY_DATA_READ,
    EFFICACY_DATA_ENTER,
    DOSE_DAY_DATA_READ,
    DOSE_DAY_DATA_ENTER,
    PHARMACY_DATA_READ,
    PHARMACY_DATA_ENTER,
    QUERY_READ,
    QUERY_RAISE,
    QUERY_ANSWER,
    QUERY_CLOSE,
    ELIGIBILITY_READ,
    AUDIT_READ,
    OPEN_REPORT_READ,
    DESIGN_READ,
    CLOSED_ANALYSIS_RUN,
    CLOSED_ANALYSIS_READ,
    ALLOCATION_READ_UNBLINDED,
    UNBLINDING_REGISTER_READ,
    /** Services only: tell the eCRF service that a subject was randomized. */
    RANDOMIZATION_RECORD,
    /** Services only: fetch an analysis data set. */
    ANALYSIS_DATA_READ;

    /** Whether what it opens belongs to no single site, so that a role at one site does not give it. */
    public boolean ofWholeStudy() {
        return switch (this) {
            case STUDY_PUBLISH,
                    PLAN_PUBLISH,
                    PLAN_ACTIVATE,
                    AUDIT_READ,
                    CLOSED_ANALYSIS_RUN,
                    CLOSED_ANALYSIS_READ,
                    ALLOCATION_READ_UNBLINDED,
                    UNBLINDING_REGISTER_READ -> true;
            case STUDY_READ,
                    PLAN_READ,
                    SUBJECT_SCREEN,
                    SUBJECT_READ,
                    SUBJECT_RANDOMIZE,
                    RANDOMIZATION_READ,
                    GENERAL_DATA_READ,
                    GENERAL_DATA_ENTER,
                    EFFICACY_DATA_READ,
                    EFFICACY_DATA_ENTER,
                    DOSE_DAY_DATA_READ,
                    DOSE_DAY_DATA_ENTER,
                    PHARMACY_DATA_READ,
                    PHARMACY_DATA_ENTER,
                    QUERY_READ,
                    QUERY_RAISE,
                    QUERY_ANSWER,
                    QUERY_CLOSE,
                    ELIGIBILITY_READ,
                    OPEN_REPORT_READ,
                    DESIGN_READ,
                    RANDOMIZATION_RECORD,
                    ANALYSIS_DATA_READ -> false;
        };
    }

    /** For example {@code dose-day-data.enter}. */
    public String id() {
        int verb = name().lastIndexOf('_');
        if (this == ALLOCATION_READ_UNBLINDED) {
            verb = "ALLOCATION".length();
        }
        return (name().substring(0, verb) + "." + name().substring(verb + 1))
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }
}
