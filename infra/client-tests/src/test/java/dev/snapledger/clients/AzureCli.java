package dev.snapledger.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Azure's command line as it is, with a configuration of its own, signed in to a ledger. */
final class AzureCli {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Program az;

  private AzureCli(Program az) {
    this.az = az;
  }

  /** Registers the ledger as a cloud and signs in, as {@code ledger up} says. */
  static AzureCli signedIn(RunningLedger ledger, Path folder) throws Exception {
    Program program = Program.required("az", "azure-cli", folder);
    var az =
        new AzureCli(
            program
                .with("AZURE_CONFIG_DIR", Files.createDirectory(folder.resolve("az")).toString())
                .with("AZURE_CORE_COLLECT_TELEMETRY", "false")
                .with("NO_PROXY", "localhost")
                .with("REQUESTS_CA_BUNDLE", ledger.caFile().toString()));
    String url = ledger.url().toString();
    az.run(
            "cloud",
            "register",
            "-n",
            "ledger",
            "--endpoint-resource-manager",
            url,
            "--endpoint-active-directory",
            url + "/adfs",
            "--endpoint-active-directory-resource-id",
            url + "/")
        .orThrow();
    az.run("cloud", "set", "-n", "ledger").orThrow();
    az.run(
            "login",
            "--service-principal",
            "--tenant",
            "adfs",
            "-u",
            ledger.clientId(),
            "-p",
            ledger.clientSecret())
        .orThrow();
    return az;
  }

  Program.Ended run(String... arguments) throws IOException, InterruptedException {
    return az.run(arguments);
  }

  /** Runs a command that goes well, and reads its answer. */
  JsonNode json(String... arguments) throws IOException, InterruptedException {
    return MAPPER.readTree(run(arguments).orThrow());
  }
}
