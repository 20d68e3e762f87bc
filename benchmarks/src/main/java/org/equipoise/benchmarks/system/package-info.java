/** What is measured, started as it is packaged, with real databases that write to disk before they acknowledge. */
package org.equipoise.benchmarks.system;
