/** Reports: one content, as a page for a browser and as a document to hand out. */
package org.equipoise.stats.report;
