package dev.snapledger.cli.up;

import dev.snapledger.app.NodeServer;
import dev.snapledger.app.SignInFiles;
import dev.snapledger.commands.id.SubscriptionId;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What a person reads when the server is up: where it is, how to sign in, what to try. */
final class Welcome {
  private final NodeServer server;
  private final Path data;
  private final SubscriptionId subscription;

  Welcome(NodeServer server, Path data, SubscriptionId subscription) {
    this.server = server;
    this.data = data;
    this.subscription = subscription;
  }

  /** The first line alone. */
  void printAddress(PrintWriter out) {
    out.println(
        "ledger ready at " + server.url() + " (data directory " + data + "; stop with Ctrl-C)");
  }

  void print(PrintWriter out) {
    SignInFiles files = SignInFiles.in(data);
    String url = server.url().toString();
    printAddress(out);
    if (server.caFile() != null) {
      out.println("certificate authority: " + server.caFile());
    }
    out.println("client id:             " + files.clientId());
    out.println("client secret:         in " + files.secretFile());
    out.println("page for a browser:    " + url + "/ (sign in with the id and the secret)");
    out.println();
    out.println("Sign in with Azure's command line:");
    if (server.caFile() != null) {
      out.println("  export REQUESTS_CA_BUNDLE=" + server.caFile().toAbsolutePath());
    }
    out.println("  az cloud register -n ledger --endpoint-resource-manager " + url + " \\");
    out.println("    --endpoint-active-directory " + url + "/adfs \\");
    out.println("    --endpoint-active-directory-resource-id " + url + "/");
    out.println("  az cloud set -n ledger");
    out.println("  az login --service-principal --tenant adfs \\");
    out.println(
        "    -u %s -p \"$(cat %s)\""
            .formatted(files.clientId(), files.secretFile().toAbsolutePath()));
    out.println("  az account set -s " + subscription);
    out.println();
    out.println("Then try:");
    out.println("  az group create -n demo -l eastus");
    out.println("  az disk create -g demo -n disk1 --size-gb 4 -l eastus");
    out.println(
        "  az snapshot create -g demo -n snap1 --source disk1 --incremental true -l eastus");
    out.flush();
  }
}
