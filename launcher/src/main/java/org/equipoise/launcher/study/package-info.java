/**
 * A study as a folder of YAML files: read, validated against its schemas, checked across files, and published to the
 * services, each of which gets only its own part. The arms go to the randomizer alone.
 */
package org.equipoise.launcher.study;
