package org.equipoise.stats.application;

/** Whoever carries runs out, told that one waits. */
public interface RunsWaiting {

    void tell();
}
