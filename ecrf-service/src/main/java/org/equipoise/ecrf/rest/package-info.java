/** The HTTP interface. */
package org.equipoise.ecrf.rest;
