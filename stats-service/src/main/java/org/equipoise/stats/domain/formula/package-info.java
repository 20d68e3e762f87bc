/** Reads models written as formulas, such as {@code CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT|SUBJ)}, into typed terms. */
package org.equipoise.stats.domain.formula;
