/** Commands of the operator: verify an audit, rotate master keys, give another system an account. */
package org.equipoise.launcher.operation;
