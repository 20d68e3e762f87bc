/** The neighbours over HTTP: the case report forms, the randomizer, and the identity provider's token endpoint. */
package org.equipoise.stats.client;
