package dev.snapledger.commands.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * The schemas on the class path: the present one of every record and all that ever shipped.
 *
 * <p>Present ones lie in {@code dev/snapledger/avro/current/<kind>/<Name>.avsc}, shipped ones in
 * {@code dev/snapledger/avro/history/<Name>/v<N>.avsc}, from 1 without gaps.
 */
public final class SchemaCatalog {
  private static final String ROOT = "/dev/snapledger/avro/";

  private SchemaCatalog() {}

  /**
   * The present schema of a record.
   *
   * @param kind command, event, reply, blockmap or state
   * @param name simple name of the record
   * @throws IllegalStateException if there is none
   */
  public static Schema current(String kind, String name) {
    String path = ROOT + "current/" + kind + "/" + name + ".avsc";
    Schema schema = read(path);
    if (schema == null) {
      throw new IllegalStateException("expected a schema at " + path + ", but found none");
    }
    return schema;
  }

  /** Every schema of a record that ever shipped, oldest first; empty for one that never did. */
  public static List<Schema> shipped(String name) {
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; ; version++) {
      Schema schema = read(ROOT + "history/" + name + "/v" + version + ".avsc");
      if (schema == null) {
        return List.copyOf(versions);
      }
      versions.add(schema);
    }
  }

  /**
   * What the single-object encoding calls a schema: CRC-64-AVRO over its parsing canonical form.
   * Documentation and logical types do not change it.
   */
  public static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  private static @Nullable Schema read(String path) {
    try (InputStream in = SchemaCatalog.class.getResourceAsStream(path)) {
      return in == null
          ? null
          : new Schema.Parser().parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("expected a readable schema at " + path, e);
    }
  }
}
