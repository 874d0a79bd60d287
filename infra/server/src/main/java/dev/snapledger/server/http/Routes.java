package dev.snapledger.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which handler answers which method and path. Literal segments are compared without regard to
 * case, as Azure's are. Immutable; the first route that matches wins.
 */
public final class Routes {
  private record Route(String method, List<String> pattern, ApiHandler handler) {}

  private final List<Route> routes;

  private Routes(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** Collects routes; for one thread. */
  public static final class Builder {
    private final List<Route> routes = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a route.
     *
     * @param pattern segments separated by slashes, none in {@code /}; a variable is a name in
     *     braces
     */
    public Builder add(String method, String pattern, ApiHandler handler) {
      List<String> segments =
          pattern.equals("/") ? List.of() : List.of(pattern.substring(1).split("/", -1));
      routes.add(new Route(method, segments, handler));
      return this;
    }

    public Routes build() {
      return new Routes(routes);
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * What a route answers.
   *
   * @param method method, in upper case
   * @param pattern the pattern it was added with
   */
  public record Endpoint(String method, String pattern) {}

  /** All of them, in the order in which they are tried. */
  public List<Endpoint> endpoints() {
    return routes.stream()
        .map(route -> new Endpoint(route.method(), "/" + String.join("/", route.pattern())))
        .toList();
  }

  /**
   * First segments of all patterns, in lower case, empty for {@code /}: paths that begin otherwise
   * are not ours.
   */
  public Set<String> roots() {
    Set<String> roots = new TreeSet<>();
    for (Route route : routes) {
      String first = route.pattern().isEmpty() ? "" : route.pattern().getFirst();
      roots.add(first.toLowerCase(Locale.ROOT));
    }
    return roots;
  }

  /**
   * Answers a request.
   *
   * @throws ApiException with 404 or 405 if there is no route for it
   */
  public ApiResponse handle(ApiRequest request) {
    Set<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      PathVariables variables = match(route.pattern(), request.path());
      if (variables != null) {
        if (route.method().equals(request.method())) {
          return route.handler().handle(request, variables);
        }
        allowed.add(route.method());
      }
    }
    throw allowed.isEmpty() ? unknown(request) : notAllowed(request, allowed);
  }

  private static ApiException unknown(ApiRequest request) {
    return new ApiError(
            404, "NotFound", "expected a path of this service, but found " + request.toString())
        .thrown();
  }

  private static ApiException notAllowed(ApiRequest request, Set<String> allowed) {
    String methods = String.join(", ", allowed);
    return new ApiException(
        new ApiError(
            405,
            "MethodNotAllowed",
            "expected one of %s for this path, but found %s".formatted(methods, request.method())),
        Map.of("Allow", methods));
  }

  private static @Nullable PathVariables match(List<String> pattern, List<String> path) {
    if (pattern.size() != path.size()) {
      return null;
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      if (expected.startsWith("{")) {
        variables.put(expected.substring(1, expected.length() - 1), path.get(i));
      } else if (!expected.equalsIgnoreCase(path.get(i))) {
        return null;
      }
    }
    return new PathVariables(variables);
  }
}
