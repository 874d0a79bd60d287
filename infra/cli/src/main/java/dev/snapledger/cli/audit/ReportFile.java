package dev.snapledger.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.runtime.audit.ChainHead;
import dev.snapledger.runtime.partition.ChainHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * An audit's report as a file to keep: one JSON object whose last member, {@value #DIGEST}, is the
 * SHA-256 of the same object without it, written without white space in UTF-8, members in the order
 * they stand.
 */
final class ReportFile {
  /** Version of the format. */
  static final String FORMAT = "snapledger-audit-1";

  static final String DIGEST = "sha256";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReportFile() {}

  /** The report with its digest. */
  static ObjectNode statement(AuditReport report) {
    ObjectNode statement = MAPPER.createObjectNode();
    statement
        .put("format", FORMAT)
        .put("ledger", report.ledger())
        .put("startedAt", report.startedAt().toString())
        .put("since", report.since())
        .put("clean", report.clean());
    ArrayNode partitions = statement.putArray("partitions");
    report.partitions().forEach(partition -> partitions.add(MAPPER.valueToTree(partition)));
    ArrayNode checks = statement.putArray("checks");
    report.checks().forEach(check -> checks.add(MAPPER.valueToTree(check)));
    statement.put(DIGEST, digestOf(statement));
    return statement;
  }

  /** For people and files: indented, with a line end. */
  static String text(ObjectNode statement) {
    return statement.toPrettyString() + System.lineSeparator();
  }

  /**
   * Writes a new file.
   *
   * @throws IOException if there is one already, or it cannot be written
   */
  static void write(Path file, ObjectNode statement) throws IOException {
    Files.writeString(file, text(statement), StandardOpenOption.CREATE_NEW);
  }

  /**
   * Reads what an earlier audit reported, and checks that nobody changed it.
   *
   * @throws IllegalArgumentException if it is no such report, was changed, or was not clean
   * @throws IOException if it cannot be read
   */
  static Earlier read(Path file) throws IOException {
    ObjectNode statement = parse(file);
    if (!FORMAT.equals(statement.path("format").asText())) {
      throw new IllegalArgumentException(
          "expected a report in format %s, but found \"%s\" in %s"
              .formatted(FORMAT, statement.path("format").asText(), file));
    }
    String said = statement.path(DIGEST).asText();
    statement.remove(DIGEST);
    String digest = digestOf(statement);
    if (!MessageDigest.isEqual(said.getBytes(UTF_8), digest.getBytes(UTF_8))) {
      throw new IllegalArgumentException(
          "expected the digest %s of %s, but it says \"%s\": it was changed"
              .formatted(digest, file, said));
    }
    if (!statement.path("clean").asBoolean()) {
      throw new IllegalArgumentException(
          "expected the report of a clean audit, but found differences in " + file);
    }
    return new Earlier(statement.path("ledger").asText(), digest, headsOf(statement));
  }

  /**
   * What an earlier report says.
   *
   * @param ledger which ledger it is about
   * @param digest its digest
   * @param heads how far the chains held, by partition
   */
  record Earlier(String ledger, String digest, Map<Integer, ChainHead> heads) {}

  private static ObjectNode parse(Path file) throws IOException {
    try {
      if (MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode statement) {
        return statement;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "expected an audit's report, but %s is no JSON: %s"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
    throw new IllegalArgumentException("expected an audit's report, but found none in " + file);
  }

  private static Map<Integer, ChainHead> headsOf(ObjectNode statement) {
    Map<Integer, ChainHead> heads = new HashMap<>();
    for (JsonNode partition : statement.path("partitions")) {
      int number = partition.path("partition").asInt();
      heads.put(
          number,
          new ChainHead(
              number,
              partition.path("nextEventOffset").asLong(),
              ChainHash.parse(partition.path("chainHead").asText())));
    }
    return heads;
  }

  /** The digest of a report that does not have one yet. */
  static String digestOf(ObjectNode statement) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(MAPPER.writeValueAsBytes(statement)));
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException("expected to write and hash a report", e);
    }
  }
}
