package dev.snapledger.app;

import dev.snapledger.app.data.DataDirectory;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.query.LedgerQueries;
import dev.snapledger.projections.query.LedgerQueryGateway;
import dev.snapledger.projections.rocks.RocksViewStore;
import dev.snapledger.runtime.feed.EventFeed;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.TailReader;
import java.time.Duration;
import java.util.function.Supplier;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.core.configuration.MessagingConfigurer;
import org.axonframework.messaging.queryhandling.gateway.QueryGateway;

/**
 * The views of a node, following the log.
 *
 * @param views rows, the runner that applies the log to them, and pending work
 * @param queries asks them
 * @param health how the reading of the log is; when it stopped, the views stay as they are
 */
record NodeViews(
    LedgerViews views, LedgerQueryGateway queries, Supplier<TailReader.Health> health) {
  /** Longest a query waits for the views to have seen what it demands. */
  private static final Duration QUERY_WAIT_MAX = Duration.ofSeconds(30);

  /** Longest a start waits for the views to catch up; a rebuild of a large log takes its time. */
  private static final Duration CATCH_UP_MAX = Duration.ofHours(12);

  /**
   * Views over stored rows, and a way to ask them, before they follow a log.
   *
   * @param views rows, and the runner that applies the log to them
   * @param queries asks them
   */
  record Opened(LedgerViews views, LedgerQueryGateway queries) {
    /**
     * Lets them follow the log, and returns when they have applied what is committed now, or
     * stopped at something that they cannot apply: commands can be decided without them.
     */
    NodeViews follow(KafkaConnection connection, Tracing tracing, Closing closing) {
      EventFeed feed = closing.add(EventFeed.follow(connection, views.runner(), tracing));
      awaitReached(feed);
      return new NodeViews(views, queries, feed::health);
    }
  }

  /** Opens them; needs no broker. */
  static Opened open(DataDirectory directory, Closing closing) {
    LedgerViews views = LedgerViews.over(closing.add(RocksViewStore.open(directory.views())));
    AxonConfiguration axon =
        LedgerQueries.register(MessagingConfigurer.create(), views, QUERY_WAIT_MAX).build();
    axon.start();
    closing.add(axon::shutdown);
    return new Opened(views, new LedgerQueryGateway(axon.getComponent(QueryGateway.class)));
  }

  /**
   * Checks that the views have applied what was committed when they were opened.
   *
   * @throws NodeStartException if they stopped before; says where and why
   */
  NodeViews requireFollowing() {
    if (health.get().state() == TailReader.State.STOPPED) {
      throw notCaughtUp(health.get());
    }
    return this;
  }

  private static void awaitReached(EventFeed feed) {
    try {
      if (!feed.awaitReached(CATCH_UP_MAX) && feed.health().state() != TailReader.State.STOPPED) {
        throw notCaughtUp(feed.health());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeStartException("expected the views to catch up, but was interrupted");
    }
  }

  private static NodeStartException notCaughtUp(TailReader.Health health) {
    return new NodeStartException(
        "expected the views to catch up with the log within %s, but the feed is %s: %s"
            .formatted(CATCH_UP_MAX, health.state(), health.detail()));
  }
}
