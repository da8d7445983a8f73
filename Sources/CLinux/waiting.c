#define _GNU_SOURCE
#include "waiting.h"
#include <poll.h>
#include <time.h>

int clinux_wait_readable(int fd, long nanoseconds) {
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    struct timespec time = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    return ppoll(&wait, 1, &time, 0);
}
