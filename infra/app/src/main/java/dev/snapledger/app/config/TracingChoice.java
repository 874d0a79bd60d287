package dev.snapledger.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where traces go, and how many.
 *
 * @param endpoint base address of a collector that takes OTLP over HTTP; null for none
 * @param ratio part of the traces beginning here that are recorded, 0 to 1
 */
public record TracingChoice(@Nullable URI endpoint, double ratio) {
  /**
   * Reads the settings that begin with {@code tracing.}.
   *
   * @throws InvalidSettingException if one cannot be used
   */
  public static TracingChoice of(Settings settings) {
    String ratio = settings.text(Setting.TRACING_SAMPLE_RATIO);
    if (!ratio.matches("0(\\.[0-9]{1,9})?|1(\\.0{1,9})?")) {
      throw new InvalidSettingException(
          Setting.TRACING_SAMPLE_RATIO.key(), "a number from 0 to 1, such as 0.01", ratio);
    }
    return new TracingChoice(
        settings.isGiven(Setting.TRACING_OTLP_ENDPOINT)
            ? endpoint(settings.text(Setting.TRACING_OTLP_ENDPOINT))
            : null,
        Double.parseDouble(ratio));
  }

  private static URI endpoint(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Refused below.
    }
    throw new InvalidSettingException(
        Setting.TRACING_OTLP_ENDPOINT.key(), "an address such as http://localhost:4318", text);
  }

  /** Where spans are posted to: the path of the standard below the base address. */
  public static String tracesUrl(URI endpoint) {
    String base = endpoint.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/v1/traces";
  }
}
