/**
 * The closed session of a data monitoring committee: who attends, who has a conflict of interest, what is recommended, who
 * signs it, and when it is released. Pure rules over an append-only record.
 */
package org.equipoise.stats.domain.meeting;
