/** What people do with the statistics service, one class each, and the ports that these use cases need. */
package org.equipoise.stats.application;
