/** Designs of a trial before it begins, compared by what they would do. Nothing here knows any data. */
package org.equipoise.stats.domain.workbench;
