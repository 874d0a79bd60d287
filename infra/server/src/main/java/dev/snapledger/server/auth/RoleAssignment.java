package dev.snapledger.server.auth;

/**
 * A role and where it holds.
 *
 * @param role what is permitted
 * @param scope where
 */
public record RoleAssignment(Role role, AccessScope scope) {}
