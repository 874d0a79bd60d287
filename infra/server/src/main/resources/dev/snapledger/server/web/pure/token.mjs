// What a token says of itself. It is not verified here: the server does that at each request.

/** Milliseconds since 1970 at which a JWT ends; null if it does not say. */
export function expiryOf(token) {
  const claims = claimsOf(token);
  return typeof claims?.exp === "number" && Number.isFinite(claims.exp) ? claims.exp * 1000 : null;
}

/** Who a JWT is about, for the header of the page; null if it does not say. */
export function subjectOf(token) {
  const claims = claimsOf(token);
  const name = claims?.appid ?? claims?.sub;
  return typeof name === "string" ? name : null;
}

/** Whether a text looks like a token at all: three parts of base64url. */
export function isToken(text) {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text) && text.length <= 4096;
}

function claimsOf(token) {
  try {
    const part = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    const raw = Uint8Array.from(atob(part), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(raw));
  } catch {
    return null;
  }
}
