package dev.snapledger.cli.clients;

import dev.snapledger.app.NodePorts;
import dev.snapledger.app.SignInFiles;
import dev.snapledger.cli.node.ServedFolderOption;
import dev.snapledger.server.auth.Clients;

/** The data directory whose clients are meant. */
final class ClientsOption extends ServedFolderOption {
  ClientsOption() {}

  Clients open() {
    return SignInFiles.in(require()).clients(NodePorts.real());
  }
}
