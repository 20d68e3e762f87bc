/** Laboratories' files. */
package org.equipoise.ecrf.laboratory;
