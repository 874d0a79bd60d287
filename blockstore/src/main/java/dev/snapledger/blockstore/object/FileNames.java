package dev.snapledger.blockstore.object;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Names as the users of the files see them: the log's, and what was changed since. Any thread may
 * call. A change is handed to the log in the order in which it is made here.
 */
final class FileNames {
  private static final char LAST_CHARACTER = '\uffff';

  private final FileCache cache;
  private final Fetcher fetcher;
  private final UnaryOperator<FileContent> view;
  private final TreeMap<String, CachedFile> files = new TreeMap<>();
  private final Map<Long, CachedFile> linked = new HashMap<>();
  private long lastFile;

  private FileNames(
      FileCache cache, Fetcher fetcher, NamesState state, UnaryOperator<FileContent> view) {
    this.cache = cache;
    this.fetcher = fetcher;
    this.view = view;
    take(state);
  }

  /** Those of the writer, whose records change the files. */
  static FileNames ofWriter(FileCache cache, Fetcher fetcher, NamesState state) {
    return new FileNames(cache, fetcher, state, UnaryOperator.identity());
  }

  /** Those of a reader, whose files stay as they are. */
  static FileNames ofReader(FileCache cache, Fetcher fetcher, NamesState state) {
    return new FileNames(cache, fetcher, state, FileContent::copy);
  }

  private void take(NamesState state) {
    Map<Long, CachedFile> before = Map.copyOf(linked);
    files.clear();
    linked.clear();
    lastFile = state.lastFile;
    state.names.forEach(
        (name, id) -> {
          FileContent content = state.files.get(id);
          if (content != null) {
            CachedFile known = before.get(id);
            CachedFile file =
                known != null && known.hasVersion(content.version())
                    ? known
                    : new CachedFile(id, cache, fetcher, view.apply(content));
            files.put(name, file);
            linked.put(id, file);
          }
        });
  }

  /** Takes in what another node logged; files that changed are read anew when opened next. */
  synchronized void refresh(NamesState state) throws IOException {
    List<CachedFile> before = List.copyOf(linked.values());
    take(state);
    for (CachedFile file : before) {
      if (isUnlinked(file)) {
        file.dropUnlinked();
      }
    }
  }

  /** Gives files the copies of an earlier process, where they are of the same version. */
  synchronized void adopt(KeptCopies kept) throws IOException {
    for (KeptCopies.Copy copy : kept.copies()) {
      CachedFile file = linked.get(copy.file());
      if (file != null && file.hasVersion(copy.version()) && cache.has(copy)) {
        file.adopt(copy);
      } else {
        cache.local.delete(cache.path(copy.number()));
      }
    }
    cache.makeRoom();
  }

  /** The copies of such files that are all in the log, durable but for their names. */
  synchronized List<KeptCopies.Copy> keep(Predicate<Path> which) throws IOException {
    List<KeptCopies.Copy> copies = new ArrayList<>();
    for (Map.Entry<String, CachedFile> named : files.entrySet()) {
      KeptCopies.Copy copy = which.test(Path.of(named.getKey())) ? named.getValue().keep() : null;
      if (copy != null) {
        copies.add(copy);
      }
    }
    return copies;
  }

  private static String nameOf(Path file) {
    return file.normalize().toString().replace('\\', '/');
  }

  synchronized CachedFile create(Path file, Commits commits) throws IOException {
    String name = nameOf(file);
    if (files.containsKey(name)) {
      throw new IOException("expected no file " + file + ", but it exists");
    }
    var created = new CachedFile(++lastFile, cache, fetcher);
    files.put(name, created);
    linked.put(created.id, created);
    commits.add(new Change.Created(created.id, name));
    return created;
  }

  synchronized CachedFile find(Path file) throws IOException {
    CachedFile found = files.get(nameOf(file));
    if (found == null) {
      throw new NoSuchFileException(file.toString());
    }
    return found;
  }

  synchronized boolean exists(Path file) {
    return files.containsKey(nameOf(file));
  }

  synchronized void rename(Path from, Path to, Commits commits) throws IOException {
    CachedFile moved = find(from);
    files.remove(nameOf(from));
    unlink(files.put(nameOf(to), moved));
    commits.add(new Change.Renamed(nameOf(from), nameOf(to)));
  }

  synchronized void delete(Path file, Commits commits) throws IOException {
    CachedFile removed = files.remove(nameOf(file));
    if (removed != null) {
      commits.add(new Change.Deleted(nameOf(file)));
      unlink(removed);
    }
  }

  private void unlink(@Nullable CachedFile file) throws IOException {
    if (file != null) {
      linked.remove(file.id);
      file.dropUnlinked();
    }
  }

  synchronized boolean isUnlinked(CachedFile file) {
    return linked.get(file.id) != file;
  }

  /** Somebody does not use a file any more. */
  void closed(CachedFile file) throws IOException {
    if (isUnlinked(file)) {
      file.dropUnlinked();
    }
  }

  synchronized List<String> list(Path directory) {
    String prefix = nameOf(directory) + "/";
    NavigableSet<String> found = new TreeSet<>();
    for (String name : files.subMap(prefix, prefix + LAST_CHARACTER).keySet()) {
      int end = name.indexOf('/', prefix.length());
      found.add(name.substring(prefix.length(), end < 0 ? name.length() : end));
    }
    return new ArrayList<>(found);
  }

  /** Tells the files of a record that they are durable now. */
  synchronized void logged(LogRecord record, NamesState state) {
    for (Change change : record.changes()) {
      if (change instanceof Change.Created created) {
        CachedFile file = linked.get(created.file());
        FileContent content = state.files.get(created.file());
        if (file != null && content != null) {
          file.attach(content);
        }
      } else if (change instanceof Change.Written written) {
        CachedFile file = linked.get(written.file());
        if (file != null) {
          file.stored();
        }
      }
    }
  }
}
