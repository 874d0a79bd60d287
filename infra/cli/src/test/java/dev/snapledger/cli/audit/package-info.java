/** Tests of the audit on small data directories that were damaged on purpose. */
@NullMarked
package dev.snapledger.cli.audit;

import org.jspecify.annotations.NullMarked;
