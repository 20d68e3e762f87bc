package org.equipoise.platform.security;

import static org.equipoise.platform.security.Permission.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The roles of a study's people, each a set of permissions. This is the one table of who may do what. */
public enum Role {
    COORDINATOR(
            true,
            STUDY_READ,
            PLAN_READ,
            SUBJECT_SCREEN,
            SUBJECT_READ,
            SUBJECT_RANDOMIZE,
            RANDOMIZATION_READ,
            ELIGIBILITY_READ,
            GENERAL_DATA_READ,
            GENERAL_DATA_ENTER,
            EFFICACY_DATA_READ,
            QUERY_READ,
            QUERY_ANSWER,
            STOCK_READ,
            KIT_DISPENSE),
    INVESTIGATOR(
            true,
            STUDY_READ,
            PLAN_READ,
            SUBJECT_SCREEN,
            SUBJECT_READ,
            SUBJECT_RANDOMIZE,
            RANDOMIZATION_READ,
            ELIGIBILITY_READ,
            GENERAL_DATA_READ,
            GENERAL_DATA_ENTER,
            EFFICACY_DATA_READ,
            DOSE_DAY_DATA_READ,
            DOSE_DAY_DATA_ENTER,
            QUERY_READ,
            QUERY_ANSWER,
            STOCK_READ,
            KIT_DISPENSE,
            CODE_BREAK,
            CODE_BREAK_CONFIRM,
            CODE_BREAK_READ,
            SAFETY_DATA_READ,
            SAFETY_DATA_ENTER,
            FORM_REVIEW,
            FORM_SIGN,
            ALERT_ACKNOWLEDGE,
            DATA_EXPORT),
    /** Blinded outcome assessor: scores the outcome and sees nothing of the dose day that reveals the arm. */
    RATER(
            true,
            STUDY_READ,
            SUBJECT_READ,
            RANDOMIZATION_READ,
            GENERAL_DATA_READ,
            EFFICACY_DATA_READ,
            EFFICACY_DATA_ENTER,
            QUERY_READ,
            QUERY_ANSWER),
    DOSE_NURSE(
            true,
            STUDY_READ,
            SUBJECT_READ,
            RANDOMIZATION_READ,
            GENERAL_DATA_READ,
            GENERAL_DATA_ENTER,
            DOSE_DAY_DATA_READ,
            DOSE_DAY_DATA_ENTER,
            QUERY_READ,
            QUERY_ANSWER,
            SAFETY_DATA_READ,
            SAFETY_DATA_ENTER,
            STOCK_READ),
    /** Unblinded: prepares the dose, and keeps the pharmacy's file. */
    PHARMACIST(
            false,
            STUDY_READ,
            SUBJECT_READ,
            RANDOMIZATION_READ,
            PHARMACY_DATA_READ,
            PHARMACY_DATA_ENTER,
            DATA_EXPORT,
            QUERY_READ,
            QUERY_ANSWER,
            STOCK_READ,
            STOCK_READ_UNBLINDED,
            KIT_SUPPLY,
            KIT_DISPENSE,
            KIT_ACCOUNT),
    MONITOR(
            true,
            STUDY_READ,
            PLAN_READ,
            SUBJECT_READ,
            RANDOMIZATION_READ,
            GENERAL_DATA_READ,
            EFFICACY_DATA_READ,
            DOSE_DAY_DATA_READ,
            QUERY_READ,
            QUERY_RAISE,
            QUERY_CLOSE,
            AUDIT_READ,
            OPEN_REPORT_READ,
            STOCK_READ,
            CODE_BREAK_CONFIRM,
            CODE_BREAK_READ,
            SAFETY_DATA_READ,
            STUDY_LOCK_CHECK,
            FORM_VERIFY,
            FORM_REVIEW,
            DATA_EXPORT),
    /** Watches the pharmacy's data as the monitor does the rest, and reads nothing of what blinded people enter. */
    UNBLINDED_MONITOR(
            false,
            STUDY_READ,
            SUBJECT_READ,
            RANDOMIZATION_READ,
            PHARMACY_DATA_READ,
            QUERY_READ,
            QUERY_RAISE,
            QUERY_CLOSE,
            STUDY_LOCK_CHECK,
            STOCK_READ,
            STOCK_READ_UNBLINDED,
            FORM_VERIFY,
            FORM_REVIEW,
            DATA_EXPORT),
    DATA_MANAGER(
            true,
            STUDY_READ,
            PLAN_READ,
            SUBJECT_READ,
            RANDOMIZATION_READ,
            GENERAL_DATA_READ,
            EFFICACY_DATA_READ,
            DOSE_DAY_DATA_READ,
            QUERY_READ,
            QUERY_RAISE,
            QUERY_CLOSE,
            AUDIT_READ,
            OPEN_REPORT_READ,
            SITE_ACTIVATE,
            RANDOMIZATION_CORRECT,
            CODE_BREAK_READ,
            SAFETY_DATA_READ,
            FORM_REVIEW,
            FORM_LOCK,
            STUDY_LOCK,
            STUDY_LOCK_CHECK,
            DATA_IMPORT,
            DATA_EXPORT,
            DATA_SNAPSHOT,
            SUBJECT_MIGRATE),
    /** Blinded. */
    STATISTICIAN(true, STUDY_READ, PLAN_READ, DESIGN_READ, OPEN_REPORT_READ, PLAN_ASSESS, DATA_SNAPSHOT),
    UNBLINDED_STATISTICIAN(
            false,
            STUDY_READ,
            PLAN_READ,
            PLAN_ACTIVATE,
            DESIGN_READ,
            OPEN_REPORT_READ,
            CLOSED_ANALYSIS_RUN,
            CLOSED_ANALYSIS_READ,
            ALLOCATION_READ_UNBLINDED,
            UNBLINDING_REGISTER_READ,
            PLAN_ASSESS,
            STOCK_READ,
            STOCK_READ_UNBLINDED,
            CODE_BREAK_READ,
            STUDY_UNBLIND),
    DMC_MEMBER(
            false,
            STUDY_READ,
            DESIGN_READ,
            OPEN_REPORT_READ,
            CLOSED_ANALYSIS_RUN,
            CLOSED_ANALYSIS_READ,
            MEETING_HOLD,
            ALLOCATION_READ_UNBLINDED,
            UNBLINDING_REGISTER_READ,
            CODE_BREAK_READ),
    SPONSOR(true, STUDY_READ, PLAN_READ, OPEN_REPORT_READ, CODE_BREAK_READ, STUDY_UNBLIND),
    ADMINISTRATOR(true, STUDY_READ, STUDY_PUBLISH, PLAN_PUBLISH, PLAN_READ, PLAN_ASSESS, SITE_ACTIVATE);

    private final boolean blinded;
    private final Set<Permission> permissions;

    Role(boolean blinded, Permission first, Permission... rest) {
        this.blinded = blinded;
        this.permissions = EnumSet.of(first, rest);
    }

    /** As in the token's groups, for example {@code dose-nurse}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Role> byId(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }

    /** Whether its holder must not learn an arm while the study is blinded. */
    public boolean blinded() {
        return blinded;
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /**
     * Whether one person may not hold both in one study: a blinded and an unblinded role together break the blind; a rater
     * who also works on the dose day has seen what reveals the arm; and who publishes the plan knows its block sizes and
     * must not enrol or assess.
     */
    public boolean conflictsWith(Role other) {
        return blinded != other.blinded
                || ((this == RATER || other == RATER) && seesDoseDay(this) != seesDoseDay(other))
                || (knowsBlockSizes(this) && worksWithSubjects(other))
                || (knowsBlockSizes(other) && worksWithSubjects(this));
    }

    private static boolean knowsBlockSizes(Role role) {
        return role.permissions.contains(PLAN_PUBLISH);
    }

    private static boolean worksWithSubjects(Role role) {
        return role.permissions.contains(SUBJECT_RANDOMIZE)
                || role.permissions.contains(EFFICACY_DATA_ENTER)
                || role.permissions.contains(DOSE_DAY_DATA_ENTER);
    }

    private static boolean seesDoseDay(Role role) {
        return role.permissions.contains(DOSE_DAY_DATA_READ);
    }
}
