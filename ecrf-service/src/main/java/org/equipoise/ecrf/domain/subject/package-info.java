/** A person in the study, known by number only. */
package org.equipoise.ecrf.domain.subject;
