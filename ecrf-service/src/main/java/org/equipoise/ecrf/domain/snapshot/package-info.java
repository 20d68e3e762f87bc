/** Data cuts that are kept: which revision of each form stood at an instant. */
package org.equipoise.ecrf.domain.snapshot;
