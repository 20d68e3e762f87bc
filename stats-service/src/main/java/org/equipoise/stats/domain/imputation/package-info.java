/** Results of multiply imputed data sets, put together. */
package org.equipoise.stats.domain.imputation;
