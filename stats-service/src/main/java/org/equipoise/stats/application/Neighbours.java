package org.equipoise.stats.application;

import jakarta.enterprise.context.Dependent;

/** The two services that a closed analysis needs. */
@Dependent
public record Neighbours(DataCuts dataCuts, AllocationSource allocations) {}
