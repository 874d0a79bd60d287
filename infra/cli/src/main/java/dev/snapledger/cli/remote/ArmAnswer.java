package dev.snapledger.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A good answer of the control plane.
 *
 * @param status 200 to 204
 * @param body missing if there was none
 * @param operation where to ask how far it is; null if it is done
 * @param location where its result will be; null if there is none
 * @param retrySeconds how long to wait between two looks
 */
record ArmAnswer(
    int status,
    JsonNode body,
    @Nullable String operation,
    @Nullable String location,
    long retrySeconds) {}
