package dev.snapledger.app.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import dev.snapledger.app.config.Setting;
import dev.snapledger.app.config.Settings;
import java.io.PrintWriter;
import java.io.Writer;
import org.slf4j.LoggerFactory;

/** Where the log of this process goes, and in which form. */
public final class LogOutput {
  /** What people are told; its level is INFO whatever that of the others is. */
  static final String PEOPLE = "ledger";

  private LogOutput() {}

  /** The form that the settings ask for. */
  public static LogFormat formatOf(Settings settings) {
    return settings.choice(Setting.LOG_FORMAT, LogFormat.class);
  }

  /**
   * Writes the log of this process in that form from now on.
   *
   * @param people where people are told what happens, if they are told in text
   * @return where they are told; with JSON each line becomes an event of the log
   */
  public static PrintWriter use(LogFormat format, PrintWriter people) {
    return switch (format) {
      case TEXT -> people;
      case JSON -> {
        toStandardOutput();
        yield new PrintWriter(new EventPerLine(LoggerFactory.getLogger(PEOPLE)), true);
      }
    };
  }

  private static void toStandardOutput() {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      throw new IllegalStateException("expected Logback, but found another log");
    }
    var encoder = new JsonLogEncoder();
    encoder.setContext(context);
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName("JSON");
    appender.setTarget(ConsoleTarget.SystemOut.getName());
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    context.getLogger(PEOPLE).setLevel(ch.qos.logback.classic.Level.INFO);
  }

  /** Logs each line that is written to it; empty ones are passed over. For one thread at a time. */
  private static final class EventPerLine extends Writer {
    private final org.slf4j.Logger log;
    private final StringBuilder line = new StringBuilder();

    EventPerLine(org.slf4j.Logger log) {
      this.log = log;
    }

    @Override
    public void write(char[] chars, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        if (chars[i] == '\n') {
          end();
        } else {
          line.append(chars[i]);
        }
      }
    }

    private void end() {
      String text = line.toString().strip();
      line.setLength(0);
      if (!text.isEmpty()) {
        log.info("{}", text);
      }
    }

    @Override
    public void flush() {
      // A line is logged when it ends.
    }

    @Override
    public void close() {
      end();
    }
  }
}
