// How long to wait before the next attempt.

/**
 * Doubles from first to most, with up to a quarter less, so that clients do not come back together.
 * chance() gives a number from 0 to 1.
 */
export function backoff({ firstMillis = 500, mostMillis = 30_000, chance }) {
  let failures = 0;
  return {
    reset() {
      failures = 0;
    },
    /** Milliseconds until the next attempt, at least what the server asked for. */
    next(askedMillis = 0) {
      const grown = Math.min(mostMillis, firstMillis * 2 ** Math.min(failures, 20));
      failures++;
      return Math.max(askedMillis, Math.round(grown * (1 - chance() / 4)));
    },
  };
}
