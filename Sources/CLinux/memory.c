#define _GNU_SOURCE
#include "memory.h"
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef UFFD_USER_MODE_ONLY
#define UFFD_USER_MODE_ONLY 1
#endif

struct clinux_pm_scan_arg {
    __u64 size, flags, start, end, walk_end, vec, vec_len, max_pages;
    __u64 category_inverted, category_mask, category_anyof_mask, return_mask;
};
_Static_assert(sizeof(struct clinux_pm_scan_arg) == 96, "linux/fs.h: struct pm_scan_arg as of 6.7");

int clinux_userfaultfd(int user_mode_only) {
    return (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | (user_mode_only ? UFFD_USER_MODE_ONLY : 0));
}

int clinux_userfaultfd_features(int fd, __u64 features) {
    struct uffdio_api api = {.api = UFFD_API, .features = features};
    return ioctl(fd, UFFDIO_API, &api);
}

int clinux_pagemap_scan_nothing(int fd) {
    struct clinux_pm_scan_arg arg = {.size = sizeof(arg)};
    return ioctl(fd, _IOWR('f', 16, struct clinux_pm_scan_arg), &arg);
}
