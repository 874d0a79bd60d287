package dev.snapledger.server.arm;

import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.projections.resource.ResourceRow;
import java.net.URI;

/** Makes the URLs with which shared access is used. Safe for many threads. */
@FunctionalInterface
public interface AccessUrls {
  /**
   * The URL for a grant; whoever has it may use the grant, so it is a secret.
   *
   * @param grant an active grant
   * @param resource the disk or snapshot it is for
   * @param base scheme, host and port the caller uses
   */
  String urlFor(GrantRow grant, ResourceRow resource, URI base);
}
