#pragma once

// Declared for _GNU_SOURCE or outside glibc's module map.
#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

int pipe2(int ends[2], int flags);

static inline int clinux_pipe(int *ends) { return pipe2(ends, O_CLOEXEC); }
static inline long clinux_random(void *bytes, size_t count) { return getrandom(bytes, count, 0); }
