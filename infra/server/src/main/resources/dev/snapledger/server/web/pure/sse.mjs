// Server-sent events out of pieces of text, as the HTML standard says they are read.

/**
 * A parser. push(text) gives the events that a piece ends, as {id, event, data}; what is not ended
 * waits for the next piece. lastEventId() is where to go on after a cut, or null.
 */
export function sseParser({ lineCharsMax = 1 << 20 } = {}) {
  let rest = "";
  let event = "";
  let data = [];
  let id = null;
  let told = null;
  let first = true;

  function line(text, found) {
    if (text === "") {
      told = id;
      if (data.length > 0) {
        found.push({ id, event: event || "message", data: data.join("\n") });
      }
      event = "";
      data = [];
      return;
    }
    const colon = text.indexOf(":");
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (field === "event") {
      event = value;
    } else if (field === "data") {
      data.push(value);
    } else if (field === "id" && !value.includes("\0")) {
      id = value;
    }
  }

  return {
    push(text) {
      const found = [];
      rest += first ? text.replace(/^\uFEFF/, "") : text;
      first = first && text === "";
      // A lone CR at the end may be the first half of CRLF: it waits.
      const ends = /\r\n|\n|\r(?!$)/g;
      let from = 0;
      for (let end = ends.exec(rest); end; end = ends.exec(rest)) {
        line(rest.slice(from, end.index), found);
        from = ends.lastIndex;
      }
      rest = rest.slice(from);
      if (rest.length > lineCharsMax) {
        throw new Error(`expected lines of at most ${lineCharsMax} characters, but found more`);
      }
      return found;
    },
    lastEventId: () => told,
  };
}
