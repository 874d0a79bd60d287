package dev.snapledger.app.config;

import dev.snapledger.runtime.RuntimeSettings;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The settings a node knows, by the names used in its configuration file and with {@code --set}.
 */
public enum Setting {
  NODE_NAME("node.name", "node-1", "name of this node among others; no two may share one"),
  NODE_URL(
      "node.url",
      "",
      "address at which other nodes reach this one, as https://HOST:PORT; http.host or the"
          + " machine's name, and the port, if not given"),
  PARTITIONS("log.partitions", "8", "partitions of each topic, fixed when the topics are made"),
  REPLICATION("log.replication", "1", "copies of each partition the cluster keeps"),
  LOG_FORMAT(
      "log.format",
      "text",
      "how log lines look: text on standard error, or json on standard output"),
  GROUP(
      "runtime.group",
      RuntimeSettings.DEFAULT_GROUP_ID,
      "consumer group of the nodes of one ledger; all of them share it"),
  TRANSACTIONAL_ID_PREFIX(
      "runtime.transactional-id-prefix",
      "",
      "transactional ids are this, a dot and the node's name; the group's name if not given"),
  CHECKPOINT_CHANGES(
      "runtime.checkpoint-changes",
      Integer.toString(RuntimeSettings.DEFAULT_CHECKPOINT_CHANGES),
      "changed entities and replies between checkpoints, in all partitions"),
  ENTITY_CACHE(
      "runtime.entity-cache-mib",
      Long.toString(RuntimeSettings.DEFAULT_ENTITY_CACHE_BYTES >> 20),
      "heap for entities that did not change, in all partitions, in MiB"),
  BROKER_SECURITY(
      "broker.security",
      "open",
      "whom the embedded broker talks to: open (every process here) or scram (users with rights)"),
  POLICY_NAME(
      "policy.name",
      "",
      "policy adopted at start: azure-2019-preview, azure-current, or another name with limits"
          + " below"),
  POLICY_RATE_MAX("policy.snapshot-rate-max", "", "incremental snapshots of a disk in any window"),
  POLICY_RATE_WINDOW("policy.snapshot-rate-window", "", "length of that window, as 300s, 5m or 1h"),
  POLICY_COUNT_MAX(
      "policy.snapshot-count-max", "", "incremental snapshots of a disk and region at a time"),
  POLICY_SAS_MAX(
      "policy.sas-snapshots-max", "", "snapshots of a family with an active SAS at a time"),
  SUBSCRIPTIONS(
      "subscriptions",
      "00000000-0000-0000-0000-000000000001,00000000-0000-0000-0000-000000000002",
      "subscriptions the policy is adopted for, separated by commas"),
  COPY_RATE("copy.bytes-per-second-max", "268435456", "bytes a second that filling disks may read"),
  STORE_COMPRESSION("store.compression", "zstd", "how blocks are stored: zstd or none"),
  STORE_DEDUP(
      "store.dedup", "family", "where equal blocks are stored once: none, family or region"),
  STORE_INDEX(
      "store.index-mib",
      "1024",
      "memory outside the heap for the index of a region's blocks, in MiB; the rest is in scratch"
          + " files"),
  RECLAIM_EVERY("store.reclaim-every", "1h", "time between two looks for dead space to free"),
  RECLAIM_DEAD_PERCENT(
      "store.reclaim-dead-percent", "50", "dead part of a data segment from which it is compacted"),
  RECLAIM_RATE(
      "store.reclaim-bytes-per-second-max",
      "67108864",
      "bytes a second that freeing space may move"),
  SCRUB_EVERY("store.scrub-every", "168h", "time between two scrubs of a region"),
  SCRUB_DEPTH("store.scrub-depth", "deep", "how closely a scrub looks: shallow or deep"),
  SCRUB_RATE(
      "store.scrub-bytes-per-second-max", "33554432", "bytes a second that a scrub may read"),
  HTTP_HOST("http.host", "127.0.0.1", "address that 'ledger up' listens at"),
  HTTP_PORT("http.port", "8443", "port that 'ledger up' listens at; 0 for a free one"),
  HTTP_PUBLIC_URL(
      "http.public-url",
      "",
      "address clients use, as https://HOST:PORT; https://localhost and the port if not given"),
  HTTP_PLAIN_PORT(
      "http.plain-port",
      "",
      "port for page blobs without TLS, beside the other; none if not given"),
  HTTP_CONNECTIONS(
      "http.connections-max", "4096", "connections at a time, at each port; more of them wait"),
  HTTP_REQUESTS(
      "http.requests-max", "512", "requests at a time, at each port; more of them get 503"),
  HTTP_DOWNLOADS(
      "http.downloads-max",
      "64",
      "bodies and lists of page blobs that are sent at a time; more of them get 503"),
  HTTP_UPLOADS(
      "http.uploads-max",
      "16",
      "bodies of page blobs that are received or copied at a time; more of them get 503"),
  HTTP_TLS_CERTIFICATE(
      "http.tls.certificate",
      "",
      "PEM file of the server's certificate and those that lead to its root; its own if not given"),
  HTTP_TLS_KEY("http.tls.key", "", "PEM file of the key of that certificate, not encrypted"),
  MANAGEMENT_HOST(
      "management.host", "127.0.0.1", "address of the port for metrics and health without TLS"),
  MANAGEMENT_PORT(
      "management.port",
      "",
      "that port, for who watches the node; 0 for a free one; none if not given"),
  TRACING_OTLP_ENDPOINT(
      "tracing.otlp-endpoint",
      "",
      "collector that takes traces as OTLP over HTTP, as http://HOST:4318; none if not given"),
  TRACING_SAMPLE_RATIO(
      "tracing.sample-ratio",
      "0.01",
      "part of the traces beginning here that are recorded, 0 to 1"),
  AUTH_BUILT_IN("auth.built-in", "true", "false: only tokens of the external issuer are taken"),
  AUTH_OIDC_ISSUER(
      "auth.oidc.issuer", "", "OpenID Connect issuer whose tokens are taken, as tokens name it"),
  AUTH_OIDC_AUDIENCE("auth.oidc.audience", "", "what that issuer's tokens for this server name"),
  AUTH_OIDC_JWKS_URL(
      "auth.oidc.jwks-url", "", "where its keys are; as its discovery document says if not given"),
  AUTH_OIDC_CA_FILE(
      "auth.oidc.ca-file",
      "",
      "PEM file of certificates to trust when asking it; those that Java trusts if not given"),
  AUTH_OIDC_CLIENT_CLAIM(
      "auth.oidc.client-claim", "sub", "claim of its tokens with the id of the client"),
  STORE_URL(
      "store.url", "", "s3://BUCKET/PREFIX for blocks in object storage; else they are local"),
  STORE_ENDPOINT(
      "store.s3.endpoint", "", "address of the S3 server; that of the region if not given"),
  STORE_REGION("store.s3.region", "us-east-1", "region of the bucket"),
  STORE_PATH_STYLE("store.s3.path-style", "false", "true if the bucket is part of the path"),
  STORE_ACCESS_KEY(
      "store.s3.access-key", "", "name of the keys; if not given, from the environment"),
  STORE_SECRET_KEY("store.s3.secret-key", "", "secret of the keys; with the access key alone"),
  STORE_CACHE("store.cache-mib", "10240", "local copies of blocks in object storage, in MiB"),
  STORE_TAKE_OVER(
      "store.take-over", "false", "true to push out a node that holds the blocks and is gone"),
  STORE_TAKE_OVER_AFTER(
      "store.take-over-after",
      "15s",
      "how long the node that holds the blocks may be silent before another one takes over");

  private final String key;
  private final String defaultText;
  private final String meaning;

  Setting(String key, String defaultText, String meaning) {
    this.key = key;
    this.defaultText = defaultText;
    this.meaning = meaning;
  }

  public String key() {
    return key;
  }

  /** The value when nothing is said; empty for none. */
  public String defaultText() {
    return defaultText;
  }

  public String meaning() {
    return meaning;
  }

  static boolean isKnown(String key) {
    return Arrays.stream(values()).anyMatch(s -> s.key.equals(key));
  }

  static String known() {
    return Arrays.stream(values()).map(Setting::key).collect(Collectors.joining(", "));
  }
}
