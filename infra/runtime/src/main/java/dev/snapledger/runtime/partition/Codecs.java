package dev.snapledger.runtime.partition;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.reply.Reply;

/**
 * The codecs of one thread.
 *
 * @param commands codec of the command topic
 * @param events codec of the event topic
 * @param replies codec of the reply topic
 */
public record Codecs(Codec<Command> commands, Codec<Event> events, Codec<Reply> replies) {}
