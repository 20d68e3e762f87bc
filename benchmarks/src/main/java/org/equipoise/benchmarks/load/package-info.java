/** Load on a system: as many calls as it takes, or calls at a steady rate, and how long each takes. */
package org.equipoise.benchmarks.load;
