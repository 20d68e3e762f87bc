/** The charts of the reports, readable in black and white: series differ in marker and line. */
package org.equipoise.stats.report.chart;
