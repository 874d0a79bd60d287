package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** An expression that was read; immutable. Its functions exist and get as many arguments as fit. */
public sealed interface Expression {
  /** Where it begins in its text, from 1. */
  int column();

  /** A number or text. */
  record Literal(JsonNode value, int column) implements Expression {}

  /** A call of a function. */
  record Call(FunctionDefinition function, List<Expression> arguments, int column)
      implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code of.name}. */
  record Property(Expression of, String name, int column) implements Expression {}

  /** {@code of[index]}: an element by its number from 0, or a property by its name. */
  record Element(Expression of, Expression index, int column) implements Expression {}

  /** The expressions it is made of. */
  default List<Expression> parts() {
    return switch (this) {
      case Literal _ -> List.of();
      case Call call -> call.arguments();
      case Property property -> List.of(property.of());
      case Element element -> List.of(element.of(), element.index());
    };
  }

  /** Whether it needs what is known only while a deployment runs. */
  default boolean needsResources() {
    return (this instanceof Call call && call.function().use() == FunctionDefinition.Use.RUNNING)
        || parts().stream().anyMatch(Expression::needsResources);
  }
}
