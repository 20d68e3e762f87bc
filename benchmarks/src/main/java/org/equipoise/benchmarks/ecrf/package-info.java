/** Data capture over HTTP: saving forms with edit checks, reading a casebook. */
package org.equipoise.benchmarks.ecrf;
