/** When things are due: anchors resolved from data, the windows around them, and the state of an event at an instant. */
package org.equipoise.ecrf.domain.schedule;
