/** Members of the group as child processes, and what they say. Must not know why they die. */
@NullMarked
package dev.snapledger.faults.member;

import org.jspecify.annotations.NullMarked;
