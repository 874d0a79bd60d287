package dev.snapledger.server.deployment.template;

import dev.snapledger.server.deployment.expression.Expressions;
import java.util.List;
import java.util.Map;

/**
 * A template whose expressions are all read. Names of parameters, variables and outputs are
 * compared without regard to case.
 *
 * @param parameters its parameters by name
 * @param variables its variables by name
 * @param resources its resources in their order
 * @param outputs its outputs by name
 * @param expressions its expressions
 */
record Template(
    Map<String, ParameterDefinition> parameters,
    Map<String, Variable> variables,
    List<ResourceTemplate> resources,
    Map<String, OutputDefinition> outputs,
    Expressions expressions) {}
