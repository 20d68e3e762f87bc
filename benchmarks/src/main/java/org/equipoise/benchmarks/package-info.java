/** Measurements, run by hand on a quiet machine; see docs/performance.md. */
package org.equipoise.benchmarks;
