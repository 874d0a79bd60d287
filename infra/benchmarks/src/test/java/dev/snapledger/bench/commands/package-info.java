@NullMarked
package dev.snapledger.bench.commands;

import org.jspecify.annotations.NullMarked;
