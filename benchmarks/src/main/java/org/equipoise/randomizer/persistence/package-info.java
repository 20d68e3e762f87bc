/** A neighbour of the service's stores, which only its own package may make. */
package org.equipoise.randomizer.persistence;
