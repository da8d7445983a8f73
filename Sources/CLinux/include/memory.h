#pragma once

#include <linux/types.h>
#include <stddef.h>

// userfaultfd(2) has no wrapper in glibc; what came after linux-libc-dev 6.1 is written out.
int clinux_userfaultfd(int user_mode_only);

// Whether the kernel grants `features` of UFFDIO_API to the userfaultfd `fd`: 0, or -1 and errno.
int clinux_userfaultfd_features(int fd, __u64 features);

enum {
    clinux_UFFD_FEATURE_PAGEFAULT_FLAG_WP = 1 << 0,
    // Linux 6.4 and 6.7: linux/userfaultfd.h.
    clinux_UFFD_FEATURE_WP_UNPOPULATED = 1 << 13,
    clinux_UFFD_FEATURE_WP_ASYNC = 1 << 15,
};

// ioctl_userfaultfd(2). All return 0, or -1 and errno, but for copy and zero, which return the bytes done, if any were.
int clinux_userfault_register(int fd, void *start, size_t length, int missing, int write_protect);
int clinux_userfault_unregister(int fd, void *start, size_t length);
int clinux_userfault_write_protect(int fd, void *start, size_t length, int protect);
long clinux_userfault_copy(int fd, void *to, const void *from, size_t length);
long clinux_userfault_zero(int fd, void *to, size_t length);
int clinux_userfault_wake(int fd, void *start, size_t length);

// The addresses of the next page faults, at most `count`: how many, 0 when nobody waits, -1 and errno.
long clinux_userfault_read(int fd, __u64 *addresses, size_t count);

// Asks PAGEMAP_SCAN (Linux 6.7, linux/fs.h) about no page at all: 0, or -1 and errno.
int clinux_pagemap_scan_nothing(int fd);

// linux/fs.h: struct page_region.
struct clinux_page_region {
    __u64 start, end, categories;
};

// The runs of pages from `start` to `end` that were written since they were protected; protects them in the same step when
// `protect` says so. Returns how many runs, or -1 and errno; `walk_end` says how far it came.
long clinux_scan_written(
    int pagemap, int protect, __u64 start, __u64 end, struct clinux_page_region *runs, size_t count, __u64 *walk_end);

// Of linux/mman.h, Linux 5.14.
enum { clinux_MADV_POPULATE_WRITE = 23 };

// Writes to each page what it holds, so that it is there; no other thread may write to it meanwhile.
void clinux_touch(void *start, size_t length);
