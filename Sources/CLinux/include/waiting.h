#pragma once

#include <sys/eventfd.h>

// ppoll(2) is a GNU extension, which Swift's view of glibc leaves out. 1 ready, 0 time is up, -1 errno.
int clinux_wait_readable(int fd, long nanoseconds);

static inline int clinux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
