#pragma once

#include <sys/eventfd.h>

// ppoll(2) is a GNU extension, which Swift's view of glibc leaves out.
// Waits for `events` of `fd` or for `stop` to be readable: 1 for the first, 2 for the second, 0 when time is up, -1 errno.
int clinux_wait(int fd, short events, int stop, long nanoseconds);

static inline int clinux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
