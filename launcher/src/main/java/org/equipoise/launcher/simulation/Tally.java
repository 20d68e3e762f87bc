package org.equipoise.launcher.simulation;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a simulation has done; many threads count. */
final class Tally {

    final AtomicInteger screened = new AtomicInteger();
    final AtomicInteger randomized = new AtomicInteger();
    final AtomicInteger withPrimary = new AtomicInteger();
    final AtomicInteger saves = new AtomicInteger();
    final AtomicInteger corrections = new AtomicInteger();
    final AtomicInteger refusedMistakes = new AtomicInteger();
    final AtomicInteger refusedRandomizations = new AtomicInteger();
    final AtomicInteger queries = new AtomicInteger();
    final AtomicInteger lateVisits = new AtomicInteger();
    final AtomicInteger missedVisits = new AtomicInteger();
    final AtomicInteger missingItems = new AtomicInteger();
    final AtomicInteger dropouts = new AtomicInteger();
    final AtomicInteger laterDoses = new AtomicInteger();
    final AtomicInteger lateDoses = new AtomicInteger();
    final AtomicInteger skippedDoses = new AtomicInteger();
}
