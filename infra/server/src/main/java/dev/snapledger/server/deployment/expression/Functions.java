package dev.snapledger.server.deployment.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All functions there are; docs/reference/deployments.md lists them. */
public final class Functions {
  private static final Map<String, FunctionDefinition> BY_NAME = byName();

  private Functions() {}

  /** The function of a name, in any case; null if there is none. */
  static @Nullable FunctionDefinition find(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  /** Their names, in order. */
  public static List<String> names() {
    return BY_NAME.values().stream().map(FunctionDefinition::name).toList();
  }

  private static Map<String, FunctionDefinition> byName() {
    List<FunctionDefinition> all = new ArrayList<>();
    all.addAll(LogicFunctions.ALL);
    all.addAll(NumberFunctions.ALL);
    all.addAll(TextFunctions.ALL);
    all.addAll(SearchFunctions.ALL);
    all.addAll(CollectionFunctions.ALL);
    all.addAll(DigestFunctions.ALL);
    all.addAll(ScopeFunctions.ALL);
    Map<String, FunctionDefinition> found = new TreeMap<>();
    for (FunctionDefinition function : all) {
      if (found.put(function.name().toLowerCase(Locale.ROOT), function) != null) {
        throw new IllegalStateException("expected each function once, but found " + function);
      }
    }
    return Collections.unmodifiableMap(found);
  }
}
