package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.auth.Caller;
import dev.snapledger.server.http.Json;

/**
 * Who asked for a deployment. What that one may do is looked up when the deployment is taken up
 * again.
 *
 * @param client id of the client, as the log has it
 * @param address where it was
 */
record Requester(String client, String address) {
  static Requester of(Caller caller) {
    return new Requester(caller.id(), caller.remoteAddress());
  }

  static Requester read(String text) {
    ObjectNode json = Json.readObject(text);
    return new Requester(json.path("client").asText(), json.path("address").asText());
  }

  String text() {
    return Json.write(Json.object().put("client", client).put("address", address)) + "\n";
  }
}
