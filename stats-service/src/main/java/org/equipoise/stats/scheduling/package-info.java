/** When runs are carried out: at once if one is asked for, and now and then for those that somebody left behind. */
package org.equipoise.stats.scheduling;
