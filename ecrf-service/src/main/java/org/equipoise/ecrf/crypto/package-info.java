/** Keys. */
package org.equipoise.ecrf.crypto;
