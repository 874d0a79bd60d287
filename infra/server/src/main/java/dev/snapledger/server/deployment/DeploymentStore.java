package dev.snapledger.server.deployment;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.server.file.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deployments in files, which are replaced whole:
 *
 * <pre>
 * SUBSCRIPTION/GROUP/NAME/deployment.json   see {@link RowText}
 * SUBSCRIPTION/GROUP/NAME/template.json     the template, without default values that are secure
 * SUBSCRIPTION/GROUP/NAME/running.json      who asked for it, as long as it is not at its end
 * </pre>
 *
 * <p>Group and name are in lower case, and the group as in a query of a URL. Safe for many threads
 * of one process.
 */
final class DeploymentStore {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentStore.class);
  private static final String ROW = "deployment.json";
  private static final String TEMPLATE = "template.json";
  private static final String RUNNING = "running.json";

  private final Path folder;

  DeploymentStore(Path folder) {
    this.folder = folder;
  }

  private Path folderOf(SubscriptionId subscription, String group) {
    String name = URLEncoder.encode(group.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8);
    return folder.resolve(subscription.toString()).resolve(name);
  }

  private Path folderOf(DeploymentKey key) {
    return folderOf(key.subscription(), key.group()).resolve(key.name());
  }

  /** One of them; null if there is none. */
  @Nullable DeploymentRow find(DeploymentKey key) {
    String text = DurableFile.open(folderOf(key).resolve(ROW)).read();
    return text == null ? null : RowText.read(text);
  }

  /** Its template; null if there is none. */
  @Nullable String template(DeploymentKey key) {
    return DurableFile.open(folderOf(key).resolve(TEMPLATE)).read();
  }

  /**
   * Keeps a new one, in place of the one with its name; of too many the oldest goes.
   *
   * @param staying names of those that must stay
   */
  synchronized void create(
      DeploymentRow row, Requester requester, String template, Predicate<String> staying) {
    DeploymentKey key = row.place().key();
    Path group = folderOf(key.subscription(), key.group());
    if (!Files.exists(folderOf(key).resolve(ROW))) {
      makeRoom(group, staying);
    }
    DurableFile.open(folderOf(key).resolve(TEMPLATE)).write(template);
    DurableFile.open(folderOf(key).resolve(RUNNING)).write(requester.text());
    update(row);
  }

  void update(DeploymentRow row) {
    Path deployment = folderOf(row.place().key());
    DurableFile.open(deployment.resolve(ROW)).write(RowText.write(row));
    if (!row.isActive()) {
      delete(deployment.resolve(RUNNING));
    }
  }

  /**
   * A deployment that was left before its end.
   *
   * @param row how far it was
   * @param requester who asked for it
   * @param template its template as it was kept
   */
  record Left(DeploymentRow row, Requester requester, String template) {}

  /** Those that were left by a server that stopped. */
  List<Left> left() {
    List<Left> all = new ArrayList<>();
    for (Path subscription : children(folder)) {
      for (Path group : children(subscription)) {
        for (Path deployment : children(group)) {
          Left left = left(deployment);
          if (left != null) {
            all.add(left);
          }
        }
      }
    }
    return all;
  }

  private static @Nullable Left left(Path deployment) {
    try {
      String requester = DurableFile.open(deployment.resolve(RUNNING)).read();
      String row = DurableFile.open(deployment.resolve(ROW)).read();
      String template = DurableFile.open(deployment.resolve(TEMPLATE)).read();
      if (requester == null || row == null || template == null) {
        return null;
      }
      DeploymentRow found = RowText.read(row);
      return found.isActive() ? new Left(found, Requester.read(requester), template) : null;
    } catch (RuntimeException e) {
      LOG.error("deployment in {} cannot be read", deployment, e); // The others can.
      return null;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to delete %s, but %s".formatted(file, e), e);
    }
  }

  private static void makeRoom(Path group, Predicate<String> staying) {
    List<Path> present = new ArrayList<>(children(group));
    int tooMany = present.size() + 1 - DeploymentLimits.DEPLOYMENTS_MAX;
    if (tooMany > 0) {
      present.removeIf(path -> staying.test(path.getFileName().toString()));
      present.sort(Comparator.comparing(DeploymentStore::changed));
      present.stream().limit(tooMany).forEach(DeploymentStore::deleteFolder);
    }
  }

  private static FileTime changed(Path deployment) {
    try {
      return Files.getLastModifiedTime(deployment.resolve(ROW));
    } catch (IOException _) {
      return FileTime.fromMillis(0); // Without its file it is none: it goes first.
    }
  }

  /**
   * Names in a group, in order.
   *
   * @param after only those after it; empty for all
   */
  List<String> names(SubscriptionId subscription, String group, String after) {
    return children(folderOf(subscription, group)).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> name.compareTo(after) > 0)
        .sorted()
        .toList();
  }

  void remove(DeploymentKey key) {
    deleteFolder(folderOf(key));
  }

  void removeGroup(SubscriptionId subscription, String group) {
    Path path = folderOf(subscription, group);
    children(path).forEach(DeploymentStore::deleteFolder);
    deleteFolder(path);
  }

  private static List<Path> children(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(path)) {
      return found.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("expected to list %s, but %s".formatted(path, e), e);
    }
  }

  /** The row first: without it there is no deployment. */
  private static void deleteFolder(Path path) {
    try {
      Files.deleteIfExists(path.resolve(ROW));
      for (Path child : children(path)) {
        Files.deleteIfExists(child);
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to delete %s, but %s".formatted(path, e), e);
    }
  }
}
