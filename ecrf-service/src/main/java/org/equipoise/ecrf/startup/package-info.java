/** What the service needs from its surroundings, and does when it starts. */
package org.equipoise.ecrf.startup;
