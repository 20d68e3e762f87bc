package org.equipoise.stats.application;

/** How far a run is: the section at work, and how many of its steps are done. */
public record RunProgress(String section, int done, int of) {

    public static final RunProgress WAITING = new RunProgress("waiting", 0, 0);
}
