/** Whether a subject may be randomized, decided from entered data and certified with the revisions that decided. */
package org.equipoise.ecrf.domain.eligibility;
