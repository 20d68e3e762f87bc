package org.equipoise.stats.application;

import jakarta.enterprise.context.Dependent;

/** The two services that a closed analysis needs, and how long it waits for one of them. */
@Dependent
public record Neighbours(DataCuts dataCuts, AllocationSource allocations, Patience patience) {}
