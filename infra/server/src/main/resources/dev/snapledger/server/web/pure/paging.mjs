// Lists of the query API that come in pages.

/**
 * Walks a list. ask(cursor) gives {items, nextCursor?}; more() adds the next pages until at least
 * `wanted` further items are there or the list is at its end. A page may be empty and not the last.
 */
export function pages(ask, { emptyMax = 50 } = {}) {
  let cursor = null;
  let done = false;
  return {
    isDone: () => done,
    async more(wanted) {
      const items = [];
      let empty = 0;
      while (!done && items.length < wanted) {
        const page = await ask(cursor);
        items.push(...page.items);
        empty = page.items.length === 0 ? empty + 1 : 0;
        if (page.nextCursor && page.nextCursor === cursor) {
          throw new Error("expected a cursor that goes on, but found the same again");
        }
        cursor = page.nextCursor ?? null;
        done = cursor === null;
        if (empty >= emptyMax) {
          break;
        }
      }
      return items;
    },
  };
}
