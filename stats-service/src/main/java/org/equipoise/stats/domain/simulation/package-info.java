/**
 * Simulation of whole trials for operating characteristics: of the statistics alone over any group-sequential design, or of patients with an
 * allocation rule, an endpoint and its analysis. Results are the same for any number of threads and carry their Monte Carlo error.
 */
package org.equipoise.stats.domain.simulation;
