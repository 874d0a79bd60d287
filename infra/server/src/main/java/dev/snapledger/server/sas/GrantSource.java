package dev.snapledger.server.sas;

import dev.snapledger.commands.id.GrantId;
import dev.snapledger.projections.grant.GrantRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Grants as the views know them at the moment. Safe for use by many threads. */
@FunctionalInterface
public interface GrantSource {
  /** The grant if it holds at that time; null if it is not known, expired or revoked. */
  @Nullable GrantRow active(GrantId grantId, Instant now);
}
