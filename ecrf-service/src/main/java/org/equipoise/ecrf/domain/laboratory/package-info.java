/** How the lines of a laboratory's file become items of forms. */
package org.equipoise.ecrf.domain.laboratory;
