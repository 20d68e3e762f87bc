/** One description of a drawing, put as vectors on a page of either kind. */
package org.equipoise.stats.report.drawing;
