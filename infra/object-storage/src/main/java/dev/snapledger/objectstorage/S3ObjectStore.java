package dev.snapledger.objectstorage;

import dev.snapledger.blockstore.object.NoSuchObjectException;
import dev.snapledger.blockstore.object.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of one bucket below one prefix. Any thread may call.
 *
 * <p>The SDK makes a request again, with growing pauses, when the server is busy or the connection
 * breaks; what comes out of here has failed {@value #ATTEMPTS_MAX} times. Bodies carry a CRC-32C
 * that the server checks.
 */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
  private static final int ATTEMPTS_MAX = 8;
  private static final int DELETES_MAX = 1_000;
  private static final int PRECONDITION_FAILED = 412;
  private static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIME_MAX = Duration.ofSeconds(30);
  private static final Duration ATTEMPT_TIME_MAX = Duration.ofSeconds(60);

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  private S3ObjectStore(S3Client client, S3Settings settings) {
    this.client = client;
    this.bucket = settings.bucket();
    this.prefix = settings.prefix();
  }

  /** Makes a client; the first request tells whether the server answers. */
  public static S3ObjectStore open(S3Settings settings) {
    var builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.style() == S3Settings.AddressStyle.PATH)
            .credentialsProvider(credentials(settings))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_SUPPORTED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIME_MAX)
                    .socketTimeout(SOCKET_TIME_MAX))
            .overrideConfiguration(
                configuration ->
                    configuration
                        .apiCallAttemptTimeout(ATTEMPT_TIME_MAX)
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS_MAX)
                                .build()));
    if (settings.endpoint() != null) {
      builder.endpointOverride(settings.endpoint());
    }
    return new S3ObjectStore(builder.build(), settings);
  }

  private static AwsCredentialsProvider credentials(S3Settings settings) {
    S3Settings.AccessKeys keys = settings.keys();
    return keys == null
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()));
  }

  /** A request to the server. */
  private interface Request<T> {
    T send();
  }

  /** Sends a request; an interrupt of the thread does not end it, but is kept. */
  private <T> T sending(String what, String key, Request<T> request) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return request.send();
        } catch (AbortedException _) {
          interrupted |= Thread.interrupted();
        }
      }
    } catch (NoSuchKeyException e) {
      var missing = new NoSuchObjectException(key);
      missing.initCause(e);
      throw missing;
    } catch (SdkException e) {
      throw new IOException(
          what + " " + key + " in bucket " + bucket + " failed: " + e.getMessage(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private PutObjectRequest.Builder putRequest(String key) {
    return PutObjectRequest.builder()
        .bucket(bucket)
        .key(prefix + key)
        .checksumAlgorithm(ChecksumAlgorithm.CRC32_C);
  }

  @Override
  public boolean putIfAbsent(String key, ByteBuffer content) throws IOException {
    return sending(
        "storing",
        key,
        () -> {
          try {
            client.putObject(
                putRequest(key).ifNoneMatch("*").build(),
                RequestBody.fromByteBuffer(content.duplicate()));
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public void put(String key, ByteBuffer content) throws IOException {
    sending(
        "storing",
        key,
        () ->
            client.putObject(
                putRequest(key).build(), RequestBody.fromByteBuffer(content.duplicate())));
  }

  @Override
  public void get(String key, long startByte, ByteBuffer into) throws IOException {
    long last = startByte + into.remaining() - 1;
    ByteBuffer found =
        sending(
            "reading",
            key,
            () ->
                client
                    .getObjectAsBytes(
                        request ->
                            request
                                .bucket(bucket)
                                .key(prefix + key)
                                .range("bytes=" + startByte + "-" + last))
                    .asByteBuffer());
    if (found.remaining() != into.remaining()) {
      throw new IOException(
          "expected bytes "
              + startByte
              + " to "
              + last
              + " of "
              + key
              + ", but found "
              + found.remaining()
              + " bytes");
    }
    into.put(found);
  }

  @Override
  public ByteBuffer get(String key) throws IOException {
    return sending(
        "reading",
        key,
        () ->
            client
                .getObjectAsBytes(request -> request.bucket(bucket).key(prefix + key))
                .asByteBuffer());
  }

  @Override
  public List<String> list(String keyPrefix, String after) throws IOException {
    return sending(
        "listing",
        keyPrefix,
        () ->
            client
                .listObjectsV2Paginator(
                    request ->
                        request
                            .bucket(bucket)
                            .prefix(prefix + keyPrefix)
                            .startAfter(prefix + after))
                .contents()
                .stream()
                .map(S3Object::key)
                .map(key -> key.substring(prefix.length()))
                .filter(key -> key.compareTo(after) > 0)
                .toList());
  }

  @Override
  public void delete(Collection<String> keys) throws IOException {
    List<String> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += DELETES_MAX) {
      deleteSome(all.subList(from, Math.min(all.size(), from + DELETES_MAX)));
    }
  }

  private void deleteSome(List<String> keys) throws IOException {
    List<ObjectIdentifier> named = new ArrayList<>();
    keys.forEach(key -> named.add(ObjectIdentifier.builder().key(prefix + key).build()));
    Delete delete = Delete.builder().objects(named).quiet(true).build();
    DeleteObjectsResponse answer =
        sending(
            "removing",
            keys.getFirst(),
            () -> client.deleteObjects(request -> request.bucket(bucket).delete(delete)));
    if (answer.hasErrors() && !answer.errors().isEmpty()) {
      throw new IOException(
          "removing "
              + answer.errors().size()
              + " objects failed, the first of them "
              + answer.errors().getFirst().key()
              + ": "
              + answer.errors().getFirst().message());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
