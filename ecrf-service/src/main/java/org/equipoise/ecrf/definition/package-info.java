/** The JSON form of a study definition, read strictly: an unknown member is an error, and every error names its place. */
package org.equipoise.ecrf.definition;
