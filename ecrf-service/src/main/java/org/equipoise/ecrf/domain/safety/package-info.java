/** What rules put before people for the safety of subjects and the conduct of the trial. */
package org.equipoise.ecrf.domain.safety;
