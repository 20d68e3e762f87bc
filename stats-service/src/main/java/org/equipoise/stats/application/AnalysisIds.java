package org.equipoise.stats.application;

import java.util.UUID;

/** Names analyses. The names are random: they count nothing and tell no order. */
public interface AnalysisIds {

    UUID next();
}
