package dev.snapledger.app.config;

import dev.snapledger.server.http.Binding;
import dev.snapledger.server.http.Capacity;
import dev.snapledger.server.pageblob.PageBlobSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a node's HTTPS server listens, how much it does, and which certificate it shows.
 *
 * @param binding host, port and public address
 * @param pageBlobs how much the data plane does at a time
 * @param certificate the operator's certificate; null for the server's own
 * @param key the operator's key; null for the server's own
 * @param node address at which other nodes reach this one; empty for that of the machine
 */
public record HttpChoice(
    Binding binding,
    PageBlobSettings pageBlobs,
    @Nullable Path certificate,
    @Nullable Path key,
    String node) {
  /**
   * Reads the settings that begin with {@code http.}.
   *
   * @throws InvalidSettingException if one cannot be used
   */
  public static HttpChoice of(Settings settings) {
    int port = (int) settings.number(Setting.HTTP_PORT, 0, 65_535);
    Path certificate = file(settings, Setting.HTTP_TLS_CERTIFICATE);
    Path key = file(settings, Setting.HTTP_TLS_KEY);
    if ((certificate == null) != (key == null)) {
      throw new InvalidSettingException(
          (certificate == null ? Setting.HTTP_TLS_CERTIFICATE : Setting.HTTP_TLS_KEY).key(),
          "certificate and key together",
          "");
    }
    Binding binding =
        new Binding(
            host(settings, Setting.HTTP_HOST), port, publicUrl(settings), plainPort(settings));
    return new HttpChoice(
        binding.with(capacity(settings)),
        pageBlobs(settings),
        certificate,
        key,
        address(settings, Setting.NODE_URL));
  }

  private static Capacity capacity(Settings settings) {
    return new Capacity(
        (int) settings.number(Setting.HTTP_CONNECTIONS, 1, Capacity.AT_A_TIME_MAX),
        (int) settings.number(Setting.HTTP_REQUESTS, 1, Capacity.AT_A_TIME_MAX));
  }

  private static PageBlobSettings pageBlobs(Settings settings) {
    return new PageBlobSettings(
        (int) settings.number(Setting.HTTP_DOWNLOADS, 1, PageBlobSettings.AT_A_TIME_MAX),
        (int) settings.number(Setting.HTTP_UPLOADS, 1, PageBlobSettings.AT_A_TIME_MAX));
  }

  /** A host name or address to listen at. */
  static String host(Settings settings, Setting setting) {
    String host = settings.text(setting);
    if (!host.matches("[A-Za-z0-9.:-]{1,255}")) {
      throw new InvalidSettingException(setting.key(), "a host name or address", host);
    }
    return host;
  }

  private static @Nullable Integer plainPort(Settings settings) {
    return settings.isGiven(Setting.HTTP_PLAIN_PORT)
        ? (Integer) (int) settings.number(Setting.HTTP_PLAIN_PORT, 1, 65_535)
        : null;
  }

  /**
   * The address at which other nodes reach this one.
   *
   * @param port port it listens at
   */
  public String nodeUrl(int port) {
    return node.isEmpty() ? "https://" + reachableHost() + ":" + port : node;
  }

  private String reachableHost() {
    String host = binding.host();
    if (!host.equals("0.0.0.0") && !host.equals("::")) {
      return host.contains(":") ? "[" + host + "]" : host;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost"; // A machine without a name has no other nodes around it.
    }
  }

  private static @Nullable URI publicUrl(Settings settings) {
    String text = address(settings, Setting.HTTP_PUBLIC_URL);
    return text.isEmpty() ? null : URI.create(text);
  }

  private static String address(Settings settings, Setting setting) {
    String text = settings.text(setting);
    if (!text.isEmpty() && !text.matches("https://[A-Za-z0-9.-]{1,255}(:[0-9]{1,5})?")) {
      throw new InvalidSettingException(setting.key(), "https://HOST or https://HOST:PORT", text);
    }
    return text;
  }

  /** A file that a setting names; null if it is not given. */
  static @Nullable Path file(Settings settings, Setting setting) {
    if (!settings.isGiven(setting)) {
      return null;
    }
    Path file = Path.of(settings.text(setting));
    if (!Files.isReadable(file)) {
      throw new InvalidSettingException(setting.key(), "a readable file", file.toString());
    }
    return file;
  }
}
