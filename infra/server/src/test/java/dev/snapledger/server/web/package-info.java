@NullMarked
package dev.snapledger.server.web;

import org.jspecify.annotations.NullMarked;
