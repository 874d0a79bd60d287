package dev.snapledger.server.query;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.history.LastEvent;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.server.arm.LedgerPorts;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.SignIn;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.PathVariables;
import dev.snapledger.server.http.Routes;
import java.util.List;

/** The routes of the query API; docs/internals/query-api.md has the path of one request. */
public final class QueryRoutes {
  static final String ALL = "/api/v1/subscriptions";
  static final String BASE = ALL + "/{subscription}";

  private final LedgerPorts ports;
  private final QueryGate gate;

  private QueryRoutes(LedgerPorts ports, QueryGate gate) {
    this.ports = ports;
    this.gate = gate;
  }

  /**
   * Adds them.
   *
   * @param log reads events
   * @param streams whoever closes the server closes them first
   */
  public static void register(
      Routes.Builder routes, SignIn signIn, LedgerPorts ports, EventLog log, OpenStreams streams) {
    var gate = new QueryGate(signIn::callerOf, ports, new Views(ports.queries()));
    routes.add("GET", ALL, new QueryRoutes(ports, gate)::subscriptions);
    new ResourceLists(gate).register(routes);
    new Resources(gate).register(routes);
    new RangeRoutes(gate, new LineStreams()).register(routes);
    new EventRoutes(gate, log).register(routes);
    new LimitRoutes(gate, ports.time()).register(routes);
    new GrantRoutes(gate, ports.time()).register(routes);
    new SumRoutes(gate, ports.time()).register(routes);
    new ChangeStreams(gate, ports.time(), streams).register(routes);
  }

  private ApiResponse subscriptions(ApiRequest request, PathVariables path) {
    var caller = gate.callerOf(request);
    List<SubscriptionId> visible =
        ports.subscriptions().stream()
            .filter(each -> caller.maySeeSomethingOf(AccessScope.of(each)))
            .toList();
    return JsonBody.object(
        json ->
            JsonBody.items(
                json,
                visible,
                (out, subscription) -> {
                  int partition = ports.partitionOf().applyAsInt(subscription);
                  LastEvent last =
                      gate.views()
                          .ask(new LedgerQuery.FindLastEvent(subscription, partition, null));
                  out.writeStartObject();
                  out.writeStringField("subscriptionId", subscription.toString());
                  out.writeNumberField("partition", partition);
                  out.writeNumberField("appliedOffset", last.appliedOffset());
                  out.writeEndObject();
                }));
  }
}
