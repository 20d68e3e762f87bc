/** Checks, offline and with nothing but published facts, that a trial kept to its randomization list. */
package org.equipoise.launcher.verification;
