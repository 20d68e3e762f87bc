/** The service's HTTP interface and its reports for people. */
package org.equipoise.stats.rest;
