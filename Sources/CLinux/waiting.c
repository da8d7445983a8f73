#define _GNU_SOURCE
#include "waiting.h"
#include <poll.h>
#include <time.h>

int clinux_wait(int fd, short events, int stop, long nanoseconds) {
    struct pollfd waits[2] = {{.fd = fd, .events = events}, {.fd = stop, .events = POLLIN}};
    struct timespec time = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    int count = ppoll(waits, 2, &time, 0);
    return count <= 0 ? count : waits[1].revents ? 2 : 1;
}
