package dev.snapledger.commands.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Changed copies of small immutable lists. */
final class Lists {
  private Lists() {}

  static <T> List<T> plus(List<T> list, T added) {
    List<T> copy = new ArrayList<>(list.size() + 1);
    copy.addAll(list);
    copy.add(added);
    return List.copyOf(copy);
  }

  static <T> List<T> without(List<T> list, Predicate<T> dropped) {
    return list.stream().filter(dropped.negate()).toList();
  }

  static <T> List<T> replaced(List<T> list, int index, T value) {
    List<T> copy = new ArrayList<>(list);
    copy.set(index, value);
    return List.copyOf(copy);
  }
}
