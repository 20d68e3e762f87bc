/**
 * Plays a whole simulated trial through the gateway, as its people would, each with a token of their own.
 *
 * <p>How participants behave is data: the study's simulation.yaml. Everything that is drawn depends only on the seed, the
 * participant and the purpose of the draw, so that the order in which requests happen to run changes no value. Subjects
 * are simulated; nothing here says anything about a treatment.
 */
package org.equipoise.launcher.simulation;
