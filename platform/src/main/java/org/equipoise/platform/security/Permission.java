package org.equipoise.platform.security;

/** What can be done, as {@code noun.verb}. Code asks for permissions, never for roles. */
public enum Permission {
    STUDY_READ("study.read"),
    STUDY_PUBLISH("study.publish", Scope.STUDY),
    /** Lock a study's data for good. */
    STUDY_LOCK("study.lock", Scope.STUDY),
    /** See what is unfinished before the lock, as far as one sees the data. */
    STUDY_LOCK_CHECK("study.lock-check", Scope.STUDY),
    /** Take part in the planned unblinding, which takes two persons. */
    STUDY_UNBLIND("study.unblind", Scope.STUDY),
    PLAN_PUBLISH("plan.publish", Scope.STUDY),
    /** Ask how predictable and how balanced a plan would be. */
    PLAN_ASSESS("plan.assess", Scope.STUDY),
    PLAN_ACTIVATE("plan.activate", Scope.STUDY),
    PLAN_READ("plan.read"),
    /** Open or pause randomization at a site. */
    SITE_ACTIVATE("site.activate", Scope.STUDY),
    SUBJECT_SCREEN("subject.screen"),
    SUBJECT_READ("subject.read"),
    SUBJECT_RANDOMIZE("subject.randomize"),
    SUBJECT_MIGRATE("subject.migrate", Scope.STUDY),
    RANDOMIZATION_READ("randomization.read"),
    /** Mark a randomization as made in error, or record what the stratum should have been. */
    RANDOMIZATION_CORRECT("randomization.correct", Scope.STUDY),
    /** See how many kits a site has, whatever is in them. */
    STOCK_READ("stock.read"),
    /** See stock by type of kit. */
    STOCK_READ_UNBLINDED("stock.read-unblinded"),
    /** Register kits and ship them. */
    KIT_SUPPLY("kit.supply", Scope.STUDY),
    KIT_DISPENSE("kit.dispense"),
    /** Book receipt, damage, return, quarantine and destruction. */
    KIT_ACCOUNT("kit.account"),
    /** Learn one subject's arm in an emergency. */
    CODE_BREAK("code.break"),
    CODE_BREAK_CONFIRM("code-break.confirm"),
    CODE_BREAK_READ("code-break.read"),
    GENERAL_DATA_READ("general-data.read"),
    GENERAL_DATA_ENTER("general-data.enter"),
    EFFICACY_DATA_READ("efficacy-data.read"),
    EFFICACY_DATA_ENTER("efficacy-data.enter"),
    DOSE_DAY_DATA_READ("dose-day-data.read"),
    DOSE_DAY_DATA_ENTER("dose-day-data.enter"),
    PHARMACY_DATA_READ("pharmacy-data.read"),
    PHARMACY_DATA_ENTER("pharmacy-data.enter"),
    SAFETY_DATA_READ("safety-data.read"),
    SAFETY_DATA_ENTER("safety-data.enter"),
    /** Verify items against source documents. */
    FORM_VERIFY("form.verify"),
    FORM_REVIEW("form.review"),
    /** Freeze and lock, and undo it with a reason. */
    FORM_LOCK("form.lock"),
    /** Sign data electronically. */
    FORM_SIGN("form.sign"),
    DATA_IMPORT("data.import", Scope.STUDY),
    DATA_EXPORT("data.export"),
    /** Take and see data cuts that people took. */
    DATA_SNAPSHOT("data.snapshot", Scope.STUDY),
    QUERY_READ("query.read"),
    QUERY_RAISE("query.raise"),
    QUERY_ANSWER("query.answer"),
    QUERY_CLOSE("query.close"),
    /** Answer for a safety alert. */
    ALERT_ACKNOWLEDGE("alert.acknowledge"),
    ELIGIBILITY_READ("eligibility.read"),
    AUDIT_READ("audit.read", Scope.STUDY),
    OPEN_REPORT_READ("open-report.read"),
    DESIGN_READ("design.read"),
    CLOSED_ANALYSIS_RUN("closed-analysis.run", Scope.STUDY),
    CLOSED_ANALYSIS_READ("closed-analysis.read", Scope.STUDY),
    /** Write, sign and release the committee's recommendation. */
    MEETING_HOLD("meeting.hold", Scope.STUDY),
    ALLOCATION_READ_UNBLINDED("allocation.read-unblinded", Scope.STUDY),
    UNBLINDING_REGISTER_READ("unblinding-register.read", Scope.STUDY),
    /** Services only: tell the eCRF service that a subject was randomized. */
    RANDOMIZATION_RECORD("randomization.record"),
    /** Services only: fetch an analysis data set. */
    ANALYSIS_DATA_READ("analysis-data.read");

    private enum Scope {
        STUDY,
        SITE
    }

    private final String id;
    private final Scope scope;

    Permission(String id) {
        this(id, Scope.SITE);
    }

    Permission(String id, Scope scope) {
        this.id = id;
        this.scope = scope;
    }

    /** Whether what it opens belongs to no single site, so that a role at one site does not give it. */
    public boolean ofWholeStudy() {
        return scope == Scope.STUDY;
    }

    /** For example {@code dose-day-data.enter}. */
    public String id() {
        return id;
    }
}
