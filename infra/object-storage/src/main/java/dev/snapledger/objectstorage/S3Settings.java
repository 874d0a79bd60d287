package dev.snapledger.objectstorage;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an S3-compatible server is, and what part of it to use.
 *
 * @param prefix put before each key; empty, or ends with a slash
 * @param endpoint address of the server; that of the region at AWS if null
 * @param keys if null, found as AWS tools find them: environment, profile, role of the machine
 */
public record S3Settings(
    String bucket,
    String prefix,
    @Nullable URI endpoint,
    String region,
    AddressStyle style,
    @Nullable AccessKeys keys) {
  /** How the bucket is said. */
  public enum AddressStyle {
    /** As the first part of the path, as most servers want it. */
    PATH,

    /** As a part of the host name, as AWS wants it. */
    HOST
  }

  /** A name and a secret; the secret is in no text. */
  public record AccessKeys(String accessKey, String secretKey) {
    @Override
    public String toString() {
      return "AccessKeys[" + accessKey + ", secret]";
    }
  }

  /**
   * Reads {@code s3://bucket/prefix}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static S3Settings of(
      String url,
      @Nullable URI endpoint,
      String region,
      AddressStyle style,
      @Nullable AccessKeys keys) {
    if (!url.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._-]+)*/?")) {
      throw new IllegalArgumentException("expected s3://BUCKET/PREFIX, but found \"" + url + "\"");
    }
    String path = url.substring("s3://".length());
    int slash = path.indexOf('/');
    String bucket = slash < 0 ? path : path.substring(0, slash);
    String prefix = slash < 0 ? "" : path.substring(slash + 1);
    boolean open = !prefix.isEmpty() && !prefix.endsWith("/");
    return new S3Settings(bucket, open ? prefix + "/" : prefix, endpoint, region, style, keys);
  }
}
