package dev.snapledger.commands.type;

/**
 * A region and what it offers.
 *
 * @param name lower-case name, such as eastus
 * @param zones whether zone-redundant storage (ZRS) exists there
 */
public record Region(String name, boolean zones) {}
