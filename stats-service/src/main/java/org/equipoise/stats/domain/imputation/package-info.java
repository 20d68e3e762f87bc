/**
 * Missing outcomes: imputation by conditional means or by draws, under strategies for what follows an intercurrent event;
 * shifts of imputed outcomes and tipping points; Rubin's rules.
 */
package org.equipoise.stats.domain.imputation;
