package dev.snapledger.commands.type;

/**
 * Name of a resource inside a subscription. Compared without regard to case; kept as first written.
 *
 * @param resourceGroup 1 to 90 characters: ASCII letters, digits, _ - . ( ); does not end with a
 *     full stop
 * @param name 1 to 80 characters: ASCII letters, digits, _ - .; begins with a letter or digit, ends
 *     with a letter, digit or _
 */
public record ResourceName(String resourceGroup, String name) {}
