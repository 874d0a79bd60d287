package dev.snapledger.clients;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open. */
final class CapturedLog implements AutoCloseable {
  private final Logger root;
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  private CapturedLog(Logger root) {
    this.root = root;
  }

  static CapturedLog open() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var log = new CapturedLog(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
    log.appender.setContext(context);
    log.appender.start();
    log.root.addAppender(log.appender);
    return log;
  }

  /** Fails if a secret was logged, or the server had a fault. */
  void assertClean(RunningLedger ledger, List<String> secrets) throws Exception {
    List<ILoggingEvent> events = List.copyOf(appender.list);
    String text = events.stream().map(CapturedLog::text).collect(Collectors.joining("\n"));
    assertThat(text).doesNotContain("sig=", ledger.clientSecret());
    assertThat(text).doesNotContain(secrets);
    assertThat(
            events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .filter(event -> event.getLoggerName().startsWith("dev.snapledger.server"))
                .map(CapturedLog::text))
        .isEmpty();
  }

  /** Fails if the server logged how something came about, which a bad request is no reason for. */
  void assertNoStackTrace() {
    assertThat(
            List.copyOf(appender.list).stream()
                .filter(CapturedLog::isOfServer)
                .filter(event -> event.getThrowableProxy() != null)
                .map(CapturedLog::text))
        .isEmpty();
  }

  private static boolean isOfServer(ILoggingEvent event) {
    return event.getLoggerName().startsWith("dev.snapledger.server")
        || event.getLoggerName().startsWith("io.helidon");
  }

  private static String text(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        ? event.getFormattedMessage()
        : event.getFormattedMessage()
            + "\n"
            + ThrowableProxyUtil.asString(event.getThrowableProxy());
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    appender.stop();
  }
}
