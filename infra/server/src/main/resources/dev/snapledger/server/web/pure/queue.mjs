// A few jobs at a time; what is wanted soon goes first, what is given up on leaves its place.

/** run(job, {signal, soon}) is a promise of what job() gives. */
export function queue(jobsMax) {
  const waiting = { soon: [], later: [] };
  let running = 0;

  function next() {
    while (running < jobsMax) {
      const entry = waiting.soon.shift() ?? waiting.later.shift();
      if (!entry) {
        return;
      }
      entry.leave();
      running++;
      Promise.resolve()
        .then(entry.job)
        .then(entry.resolve, entry.reject)
        .finally(() => {
          running--;
          next();
        });
    }
  }

  return {
    run(job, { signal, soon = false } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const line = soon ? waiting.soon : waiting.later;
        const entry = { job, resolve, reject, leave: () => {} };
        if (signal) {
          const give = () => {
            line.splice(line.indexOf(entry), 1);
            reject(signal.reason);
          };
          signal.addEventListener("abort", give, { once: true });
          entry.leave = () => signal.removeEventListener("abort", give);
        }
        line.push(entry);
        next();
      });
    },
    /** How many wait. */
    waiting: () => waiting.soon.length + waiting.later.length,
  };
}
