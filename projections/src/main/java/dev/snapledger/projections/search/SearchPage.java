package dev.snapledger.projections.search;

import dev.snapledger.projections.row.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found.
 *
 * @param items what was found, not to be changed; may be fewer than asked for although more follow.
 *     They may be decoded when they are asked for, so that a long page is gone through item by item
 * @param next where to go on; null when nothing follows
 */
public record SearchPage<R>(List<R> items, @Nullable Key next) {}
