#pragma once

#include <linux/types.h>

// userfaultfd(2) has no wrapper in glibc; what came after linux-libc-dev 6.1 is written out.
int clinux_userfaultfd(int user_mode_only);

// Whether the kernel grants `features` of UFFDIO_API to the userfaultfd `fd`: 0, or -1 and errno.
int clinux_userfaultfd_features(int fd, __u64 features);

enum {
    clinux_UFFD_FEATURE_PAGEFAULT_FLAG_WP = 1 << 0,
    // Linux 5.19 and 6.7: linux/userfaultfd.h.
    clinux_UFFD_FEATURE_WP_UNPOPULATED = 1 << 13,
    clinux_UFFD_FEATURE_WP_ASYNC = 1 << 15,
};

// Asks PAGEMAP_SCAN (Linux 6.7, linux/fs.h) about no page at all: 0, or -1 and errno.
int clinux_pagemap_scan_nothing(int fd);
