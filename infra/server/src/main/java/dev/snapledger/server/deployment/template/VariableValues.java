package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Variables, each evaluated when it is first asked for. For one thread. */
final class VariableValues {
  private record Known(JsonNode value, boolean secure) {}

  private final Map<String, Variable> definitions;
  private final Resolver resolver;
  private final ParameterValues parameters;
  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  VariableValues(Map<String, Variable> definitions, Resolver resolver, ParameterValues parameters) {
    this.definitions = definitions;
    this.resolver = resolver;
    this.parameters = parameters;
  }

  JsonNode value(String name, TemplateScope scope) {
    String key = name.toLowerCase(Locale.ROOT);
    Known found = known.get(key);
    if (found == null) {
      found = evaluate(name, key, scope);
      known.put(key, found);
    }
    if (found.secure()) {
      parameters.markSecure();
    }
    return found.value();
  }

  private Known evaluate(String name, String key, TemplateScope scope) {
    Variable variable = definitions.get(name);
    if (variable == null) {
      throw ExpressionCheck.unknown("variables", name, definitions.keySet());
    }
    String path = "variables." + Shown.cut(name);
    if (!open.add(key)) {
      throw TemplateException.of("variables that do not need themselves", "a circle").in(path);
    }
    boolean before = parameters.takeSecure();
    JsonNode value = resolver.resolve(variable.source(), scope, path);
    boolean secure = parameters.takeSecure();
    if (before) {
      parameters.markSecure();
    }
    open.remove(key);
    return new Known(variable.looped() ? value.path(name) : value, secure);
  }
}
