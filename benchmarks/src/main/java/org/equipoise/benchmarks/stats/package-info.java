/** The statistics engine, warm and on one thread. */
package org.equipoise.benchmarks.stats;
