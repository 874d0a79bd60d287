package dev.snapledger.server.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer, fetched when they are first needed and remembered as long as the issuer
 * allows.
 *
 * <p>One thread fetches, and not more often than every {@link #FETCH_EVERY}, whatever tokens say
 * and whether the issuer answers or not. A newer set replaces the one before at once; without a
 * newer one the old set is believed to its end and no longer. Safe for many threads.
 */
final class IssuerKeys {
  /** Shortest time between two fetches. */
  static final Duration FETCH_EVERY = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  /** Fetches a key set. */
  @FunctionalInterface
  interface Source {
    IssuerDocuments.Fetched keys() throws IssuerUnavailableException;
  }

  private record Known(JWKSet keys, Instant renewFrom, Instant end) {
    boolean holds(Instant now) {
      return now.isBefore(end);
    }
  }

  private final Source source;
  private final InstantSource time;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Known known;
  private volatile @Nullable Instant fetchedLast;

  IssuerKeys(Source source, InstantSource time) {
    this.source = source;
    this.time = time;
  }

  /**
   * The key with an id; null if the issuer has none.
   *
   * @throws IssuerUnavailableException if that cannot be said now
   */
  @Nullable JWK find(String id) throws IssuerUnavailableException {
    Known now = current();
    JWK found = now == null ? null : now.keys().getKeyByKeyId(id);
    if (now != null && found != null && time.instant().isBefore(now.renewFrom())) {
      return found;
    }
    if (mayFetch()) {
      now = fetch(now);
    }
    if (now == null) {
      throw new IssuerUnavailableException("expected the keys of the issuer, but found none yet");
    }
    return now.keys().getKeyByKeyId(id);
  }

  private @Nullable Known current() {
    Known now = known;
    return now != null && now.holds(time.instant()) ? now : null;
  }

  private boolean mayFetch() {
    Instant last = fetchedLast;
    return last == null || !time.instant().isBefore(last.plus(FETCH_EVERY));
  }

  /** Who has keys does not wait for a thread that fetches newer ones; who has none does. */
  private @Nullable Known fetch(@Nullable Known before) throws IssuerUnavailableException {
    if (before == null) {
      fetching.lock();
    } else if (!fetching.tryLock()) {
      return before;
    }
    try {
      if (mayFetch()) {
        fetchedLast = time.instant();
        renew();
      }
      return current();
    } catch (IssuerUnavailableException e) {
      LOG.warn("no keys of the issuer: {}", e.getMessage());
      Known still = current();
      if (still == null) {
        throw e;
      }
      return still;
    } finally {
      fetching.unlock();
    }
  }

  private void renew() throws IssuerUnavailableException {
    IssuerDocuments.Fetched fetched = source.keys();
    Instant now = time.instant();
    known =
        new Known(
            fetched.keys(), now.plus(fetched.maxAge().dividedBy(2)), now.plus(fetched.maxAge()));
  }
}
