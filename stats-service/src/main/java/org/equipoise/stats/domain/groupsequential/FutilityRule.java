package org.equipoise.stats.domain.groupsequential;

/** Whether a trial that crosses its futility bound must stop. */
public enum FutilityRule {
    /** It must; the efficacy boundary is lower in return. Going on regardless inflates the type I error. */
    BINDING,
    /** It may go on; the efficacy boundary is that of the test without futility, so that alpha holds in any case. */
    NON_BINDING
}
