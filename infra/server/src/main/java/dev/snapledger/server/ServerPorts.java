package dev.snapledger.server;

import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.server.arm.LedgerPorts;
import dev.snapledger.server.auth.SignInChoice;
import dev.snapledger.server.file.SharedText;
import dev.snapledger.server.health.NodeHealth;
import dev.snapledger.server.http.RequestMeter;
import dev.snapledger.server.query.EventLog;
import io.helidon.webserver.http.HttpService;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the server needs of the node around it.
 *
 * @param ledger commands and queries
 * @param events the events topic, for what the query API shows of it
 * @param pageBlobs the data plane, for paths of three segments; null for none
 * @param groups where resource groups are kept
 * @param health how the node is
 * @param meter is told of every request
 * @param tracing records requests
 * @param signIn whose tokens are believed
 * @param folder where clients, keys and deployments are kept; see docs/operating/up.md
 * @param time the clock; none of its times decides anything in the log
 * @param ids ids that nobody else has
 */
public record ServerPorts(
    LedgerPorts ledger,
    EventLog events,
    @Nullable HttpService pageBlobs,
    SharedText groups,
    NodeHealth health,
    RequestMeter meter,
    Tracing tracing,
    SignInChoice signIn,
    Path folder,
    InstantSource time,
    Supplier<UUID> ids) {
  /** Nothing is traced. */
  public ServerPorts(
      LedgerPorts ledger,
      EventLog events,
      @Nullable HttpService pageBlobs,
      SharedText groups,
      NodeHealth health,
      RequestMeter meter,
      SignInChoice signIn,
      Path folder,
      InstantSource time,
      Supplier<UUID> ids) {
    this(ledger, events, pageBlobs, groups, health, meter, Tracing.NONE, signIn, folder, time, ids);
  }
}
