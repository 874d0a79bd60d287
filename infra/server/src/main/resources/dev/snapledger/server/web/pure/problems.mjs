// Refusals in words: of the control plane (ARM errors), the query API (problem+json), the issuer.

/** What people read first; the server's own sentence, which has the numbers, follows it. */
const WORDS = {
  SnapshotRateExceeded: "Too many incremental snapshots of this disk in a short time.",
  SnapshotCountExceeded: "This disk has as many incremental snapshots as it may have.",
  SasLimitExceeded: "As many snapshots of this disk are shared as may be at a time.",
  DiskWasResized:
    "The disk was resized, so it can have no more incremental snapshots; a full one is allowed.",
  BackgroundCopyInProgress: "Something is still being copied from it, or to it.",
  OutsideDiskSubscription: "An incremental snapshot has to be in the subscription of its disk.",
  IncrementalSnapshotCannotMove: "An incremental snapshot stays in its subscription.",
  ActiveSas: "It is shared. End its shared access first.",
  SnapshotInProgress: "A snapshot is still being made.",
  SnapshotNotReady: "The snapshot is not complete.",
  DiskNotReady: "The disk could not be filled; it can only be deleted.",
  MoveInProgress: "It is on its way to another subscription.",
  AlreadyExists: "There is one of that name already.",
  NotFound: "It is not there any more.",
  ResourceNotFound: "It is not there any more.",
  ResourceGroupNotFound: "There is no such resource group.",
  AuthorizationFailed: "You may look at this, but not do that.",
  LimitExceeded: "A limit of the ledger is reached.",
  InvalidArgument: "A field has a value that is not allowed.",
  InvalidParameter: "A field has a value that is not allowed.",
  Conflict: "Something else is going on with it just now.",
  SkuNotAllowed: "That storage tier does not exist there.",
  RegionNotFound: "The ledger does not know that region.",
  SubscriptionNotFound: "This ledger has no such subscription.",
  AsOfInFuture: "The ledger has not come to that time yet.",
  AsOfNotSupported: "Nobody knows how that stood in the past.",
  AsOfBeforeLog: "The ledger knows nothing of a time so early.",
  NotCaughtUp: "The views are behind the log; try again in a moment.",
  TooBusy: "The server has much to do; try again in a moment.",
  ServiceUnavailable:
    "The ledger did not answer in time. The command may have been accepted: look before you repeat it.",
  LogUnavailable: "The log cannot be read just now; try again in a moment.",
  BlockMapGone: "What it held was reclaimed.",
  BlockMapNotFound: "There is no map of its blocks.",
  invalid_client: "No client has this id and secret.",
};

const BY_STATUS = {
  0: "The server cannot be reached.",
  401: "You are signed in no more.",
  403: "Your role does not permit this.",
  404: "There is nothing here that you may see.",
  409: "A rule of the ledger is against it.",
  429: "Too many requests; try again in a moment.",
  503: "The server takes no requests just now.",
};

/**
 * {status, code, summary, message, details, retryAt} of an answer that is no success.
 *
 * body is the parsed JSON, or null; code is the ledger's own where there is one.
 */
export function failureOf(status, body, requestId = null) {
  const error = isObject(body?.error) ? body.error : null;
  const outer = error ?? (isObject(body) ? body : {});
  const details = Array.isArray(outer.details) ? outer.details.filter(isObject) : [];
  const code = text(details[0]?.code) ?? text(outer.code) ?? text(body?.error) ?? `HTTP ${status}`;
  const message =
    text(details[0]?.message) ??
    text(outer.message) ??
    text(outer.detail) ??
    text(body?.error_description) ??
    "";
  return {
    status,
    code,
    summary: own(WORDS, code) ?? own(WORDS, text(outer.code)) ?? byStatus(status),
    message,
    details: details.slice(1).map((each) => ({
      code: text(each.code) ?? "",
      message: text(each.message) ?? "",
    })),
    retryAt: retryAt(message),
    requestId: text(outer.requestId) ?? requestId,
  };
}

function byStatus(status) {
  return (
    own(BY_STATUS, status) ?? (status >= 500 ? "The server failed." : "The request was refused.")
  );
}

/** The instant after "allowed from" in a message; null if there is none. */
function retryAt(message) {
  const found = /allowed from (\d{4}-\d\d-\d\dT[0-9:.]+Z)/.exec(message);
  return found ? found[1] : null;
}

function own(table, key) {
  return key !== null && Object.hasOwn(table, key) ? table[key] : undefined;
}

function text(value) {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
