package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.EntityTags;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.Preconditions;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives answers that show a resource its tag, and carries out a request only while the resource is
 * as its {@code If-Match} and {@code If-None-Match} demand. Safe for many threads.
 *
 * <p>A tag is made of the body alone, so that it is the same at every node and after every start.
 * Requests of this server about one resource wait for one that depends on its state. A command that
 * comes another way may still be decided between the look at the tag and the request's own command;
 * but the ledger itself refuses a name that is taken, wherever the other command comes from.
 */
public final class Guard {
  private static final String TAG = "ETag";

  private final Turns turns = new Turns();

  Guard() {}

  /** The answer to who reads a resource: 304 if it is the one it knows. */
  public static ApiResponse read(ApiRequest request, JsonNode resource) {
    String tag = tagOf(resource);
    return Preconditions.of(request).knows(tag)
        ? ApiResponse.of(304).with(TAG, tag)
        : ApiResponse.ok(resource).with(TAG, tag);
  }

  /**
   * Carries out a request that changes a resource.
   *
   * @param id id of the resource, in any case
   * @param present shows it as it is now, null if there is none; asked only if that matters
   * @param change carries it out; what its answer shows, if anything, is the resource
   * @throws ApiException with status 412 if the resource is not as demanded
   */
  public ApiResponse change(
      ApiRequest request,
      String id,
      Supplier<? extends @Nullable JsonNode> present,
      Supplier<ApiResponse> change) {
    Preconditions conditions = Preconditions.of(request);
    if (!conditions.exist()) {
      return tagged(together(id, change));
    }
    try (Turns.Held _ = turns.alone(key(id))) {
      JsonNode found = present.get();
      conditions.checkChange(found == null ? null : tagOf(found));
      return tagged(change.get());
    } catch (ApiException e) {
      throw conditions.demandNone() && Rejections.saysTaken(e.error()) ? Preconditions.taken() : e;
    }
  }

  /** Carries out what does not depend on the state of a resource. */
  <T> T together(String id, Supplier<T> change) {
    try (Turns.Held _ = turns.together(key(id))) {
      return change.get();
    }
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  private static ApiResponse tagged(ApiResponse answer) {
    return answer.body() == null ? answer : answer.with(TAG, tagOf(answer.body()));
  }

  private static String tagOf(JsonNode resource) {
    return EntityTags.of(Json.write(resource));
  }
}
