package org.equipoise.stats.domain.groupsequential;

/** What the last of a list of looks is for the trial. */
public enum LastLook {
    /** More looks can follow: the look spends what the spending function allows at its information fraction. */
    INTERIM,
    /** The trial ends with it, whatever its information: it spends all the alpha that is left. */
    FINAL
}
