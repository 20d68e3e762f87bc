/** Plans and sealed analyses in PostgreSQL. */
package org.equipoise.stats.persistence;
