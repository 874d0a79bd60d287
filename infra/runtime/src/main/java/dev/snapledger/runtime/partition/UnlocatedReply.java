package dev.snapledger.runtime.partition;

import dev.snapledger.commands.reply.Reply;

/**
 * A reply that lacks the log offsets of its events.
 *
 * @param reply the reply without offsets
 * @param remembered where its bytes go once they are known
 */
public record UnlocatedReply(Reply reply, RememberedReply remembered) {}
