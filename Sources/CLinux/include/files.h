#pragma once

// Past the cache of this machine, open(2): hidden by _GNU_SOURCE, and not the same on all processors.
#if defined(__aarch64__) || defined(__arm__)
static const int clinux_O_DIRECT = 0200000;
#else
static const int clinux_O_DIRECT = 040000;
#endif
