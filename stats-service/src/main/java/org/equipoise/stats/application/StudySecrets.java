package org.equipoise.stats.application;

/** Secrets of a study that exist from its first published plan on. */
public interface StudySecrets {

    /** The secret under which arms are labelled A and B. */
    byte[] labelling(String study);
}
