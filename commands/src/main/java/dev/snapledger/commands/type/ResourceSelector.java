package dev.snapledger.commands.type;

/**
 * Names one resource of either kind.
 *
 * @param type kind of the resource
 * @param name its name
 */
public record ResourceSelector(ResourceType type, ResourceName name) {}
