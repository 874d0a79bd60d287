package dev.snapledger.server.management;

/**
 * All metrics at one moment, as a monitoring system reads them.
 *
 * @param contentType media type of the text
 */
public record MetricsText(String contentType, String text) {}
