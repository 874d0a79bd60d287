package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.deployment.expression.FunctionDefinition.Use;
import java.util.List;

/** What is around an expression: parameters, variables, group, resources, time. */
final class ScopeFunctions {
  static final List<FunctionDefinition> ALL =
      List.of(
          FunctionDefinition.of("parameters", 1, 1, (a, scope) -> scope.parameter(a.text(0))),
          FunctionDefinition.of("variables", 1, 1, (a, scope) -> scope.variable(a.text(0)))
              .only(Use.AFTER_PARAMETERS),
          FunctionDefinition.of("resourceGroup", 0, 0, (_, scope) -> scope.resourceGroup()),
          FunctionDefinition.of("subscription", 0, 0, (_, scope) -> scope.subscription()),
          FunctionDefinition.of("deployment", 0, 0, (_, scope) -> scope.deployment()),
          FunctionDefinition.many(
              "resourceId", 2, (a, scope) -> Values.of(ResourceIds.resourceId(a, scope))),
          FunctionDefinition.of("copyIndex", 0, 2, ScopeFunctions::copyIndex)
              .only(Use.AFTER_PARAMETERS),
          FunctionDefinition.of("reference", 1, 3, ScopeFunctions::reference).only(Use.RUNNING),
          FunctionDefinition.of(
                  "utcNow",
                  0,
                  1,
                  (a, scope) ->
                      Values.of(
                          TimeFormat.format(
                              scope.now(), a.count() == 0 ? TimeFormat.DEFAULT : a.text(0))))
              .only(Use.DEFAULTS),
          FunctionDefinition.of(
                  "newGuid", 0, 0, (_, scope) -> Values.of(scope.freshId().toString()))
              .only(Use.DEFAULTS));

  private ScopeFunctions() {}

  /** {@code copyIndex()}, {@code (offset)}, {@code (loop)} or {@code (loop, offset)}. */
  private static JsonNode copyIndex(Arguments arguments, Scope scope) {
    boolean named =
        arguments.count() == 2 || (arguments.count() == 1 && arguments.value(0).isTextual());
    int offsetAt = named ? 1 : 0;
    long offset = arguments.count() > offsetAt ? arguments.number(offsetAt, 0, 1_000_000) : 0;
    return Values.of(scope.copyIndex(named ? arguments.text(0) : null) + offset);
  }

  /** The properties of a resource, or all of it. Its api-version says nothing here. */
  private static JsonNode reference(Arguments arguments, Scope scope) {
    JsonNode resource = scope.reference(arguments.text(0));
    if (arguments.count() == 3) {
      if (!arguments.text(2).equalsIgnoreCase("Full")) {
        throw TemplateException.of("'Full' as argument 3 of reference()", "other text");
      }
      return resource;
    }
    return resource.path("properties");
  }
}
