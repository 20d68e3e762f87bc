/** The copy of the signed roots outside the database. */
package org.equipoise.ecrf.publication;
