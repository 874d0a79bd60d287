package dev.snapledger.server.query;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.history.LastEvent;
import dev.snapledger.projections.row.Key;
import dev.snapledger.server.auth.Caller;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.PathVariables;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question whose sender is known, and may see something of the subscription.
 *
 * @param request the request
 * @param path variables of its route
 * @param caller who sent it
 * @param subscription subscription of its path
 * @param partition partition that decides about it
 * @param groups resource groups that the caller may see, in lower case; null for all
 * @param parameters what was asked for
 * @param asked what was asked, as text: path, filters, and who may see what
 * @param cursor where the list goes on; null for its beginning
 * @param last the newest event that was applied when the question came
 * @param asOf the event after which the answer holds; null for now
 */
record QueryCall(
    ApiRequest request,
    PathVariables path,
    Caller caller,
    SubscriptionId subscription,
    int partition,
    @Nullable List<String> groups,
    Parameters parameters,
    String asked,
    @Nullable PageCursor cursor,
    LastEvent last,
    @Nullable EventPlace asOf) {
  /** Whether the caller may see what has a name. */
  boolean sees(ResourceName name) {
    return groups == null || groups.contains(name.resourceGroup().toLowerCase(Locale.ROOT));
  }

  /** An id of the path. */
  UUID id(String variable) {
    return Parameters.id(variable, path.of(variable));
  }

  /** The key after which the list goes on; null for its beginning. */
  @Nullable Key after() {
    return cursor == null ? null : cursor.key();
  }

  /** Text of the cursor of the next page. */
  String cursorAfter(byte[] key) {
    return new PageCursor(asOf == null ? -1 : asOf.logOffset(), Key.of(key)).text(asked);
  }
}
