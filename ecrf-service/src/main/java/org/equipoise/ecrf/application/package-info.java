/** What people and neighbouring services do with data capture, one class each, and the ports that this needs. */
package org.equipoise.ecrf.application;
