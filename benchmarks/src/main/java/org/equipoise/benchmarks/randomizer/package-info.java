/** Randomization: the bare statement, the use case, and HTTP to the packaged service, side by side on one database. */
package org.equipoise.benchmarks.randomizer;
