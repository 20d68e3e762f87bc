/** Printed casebooks. */
package org.equipoise.ecrf.archive;
