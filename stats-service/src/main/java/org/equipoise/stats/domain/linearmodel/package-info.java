/** Tables of columns, the terms of a linear model, and the design matrix that terms and a table make together. */
package org.equipoise.stats.domain.linearmodel;
