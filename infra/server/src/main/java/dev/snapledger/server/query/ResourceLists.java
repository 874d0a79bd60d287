package dev.snapledger.server.query;

import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.search.SearchFilter;
import dev.snapledger.projections.search.SearchPage;
import dev.snapledger.projections.search.SearchRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import org.jspecify.annotations.Nullable;

/** Families, snapshots and chains, page by page. */
final class ResourceLists {
  private final QueryGate gate;

  ResourceLists(QueryGate gate) {
    this.gate = gate;
  }

  void register(Routes.Builder routes) {
    routes.add(
        "GET", QueryRoutes.BASE + "/families", gate.tagged(Filters.OF_FAMILIES, this::families));
    routes.add(
        "GET",
        QueryRoutes.BASE + "/snapshots",
        gate.tagged(Filters.OF_SNAPSHOTS, call -> snapshots(call, Filters.snapshots(call))));
    routes.add(
        "GET",
        QueryRoutes.BASE + "/families/{family}/snapshots",
        gate.tagged(Filters.OF_CHAINS, this::chain));
  }

  private ApiResponse families(QueryCall call) {
    var query = new LedgerQuery.SearchDisks(request(call, Filters.families(call)), null);
    var page = gate.views().ask(query);
    return RowBody.list(call, page.items(), RowJson::family, next(call, page));
  }

  /** Of a family that is not there, or not to be seen, nothing is told. */
  private ApiResponse chain(QueryCall call) {
    Resources.requireFamily(gate.views(), call);
    return snapshots(call, Filters.chain(call));
  }

  private ApiResponse snapshots(QueryCall call, SearchFilter filter) {
    var query = new LedgerQuery.SearchSnapshots(request(call, filter), null);
    var page = gate.views().ask(query);
    return RowBody.list(call, page.items(), RowJson::snapshot, next(call, page));
  }

  private static SearchRequest request(QueryCall call, SearchFilter filter) {
    return new SearchRequest(
        call.subscription(),
        filter,
        call.asOf(),
        call.parameters().limit(QueryLimits.LIST_ITEMS, QueryLimits.LIST_ITEMS_MAX),
        call.after());
  }

  private static @Nullable String next(QueryCall call, SearchPage<?> page) {
    return page.next() == null ? null : call.cursorAfter(page.next().toBytes());
  }
}
