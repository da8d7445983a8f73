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
_Static_assert(sizeof(struct clinux_page_region) == 24, "linux/fs.h: struct page_region as of 6.7");

enum { PAGE_IS_WRITTEN = 1 << 1, PM_SCAN_WP_MATCHING = 1 << 0, PM_SCAN_CHECK_WPASYNC = 1 << 1 };
#define PAGEMAP_SCAN _IOWR('f', 16, struct clinux_pm_scan_arg)

int clinux_userfaultfd(int user_mode_only) {
    return (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | (user_mode_only ? UFFD_USER_MODE_ONLY : 0));
}

int clinux_userfaultfd_features(int fd, __u64 features) {
    struct uffdio_api api = {.api = UFFD_API, .features = features};
    return ioctl(fd, UFFDIO_API, &api);
}

int clinux_userfault_register(int fd, void *start, size_t length, int missing, int write_protect) {
    struct uffdio_register arg = {.range = {(__u64)start, length}};
    if (missing) arg.mode |= UFFDIO_REGISTER_MODE_MISSING;
    if (write_protect) arg.mode |= UFFDIO_REGISTER_MODE_WP;
    return ioctl(fd, UFFDIO_REGISTER, &arg);
}

int clinux_userfault_unregister(int fd, void *start, size_t length) {
    struct uffdio_range arg = {(__u64)start, length};
    return ioctl(fd, UFFDIO_UNREGISTER, &arg);
}

int clinux_userfault_write_protect(int fd, void *start, size_t length, int protect) {
    struct uffdio_writeprotect arg = {
        .range = {(__u64)start, length}, .mode = protect ? UFFDIO_WRITEPROTECT_MODE_WP : 0};
    return ioctl(fd, UFFDIO_WRITEPROTECT, &arg);
}

long clinux_userfault_copy(int fd, void *to, const void *from, size_t length) {
    struct uffdio_copy arg = {.dst = (__u64)to, .src = (__u64)from, .len = length};
    // The number of bytes is there when not all were copied as well, with EAGAIN.
    return ioctl(fd, UFFDIO_COPY, &arg) == 0 || arg.copy > 0 ? arg.copy : -1;
}

long clinux_userfault_zero(int fd, void *to, size_t length) {
    struct uffdio_zeropage arg = {.range = {(__u64)to, length}};
    return ioctl(fd, UFFDIO_ZEROPAGE, &arg) == 0 || arg.zeropage > 0 ? arg.zeropage : -1;
}

int clinux_userfault_wake(int fd, void *start, size_t length) {
    struct uffdio_range arg = {(__u64)start, length};
    return ioctl(fd, UFFDIO_WAKE, &arg);
}

long clinux_userfault_read(int fd, __u64 *addresses, size_t count) {
    struct uffd_msg messages[16];
    if (count > 16) count = 16;
    ssize_t length = read(fd, messages, count * sizeof messages[0]);
    if (length < 0) return -1;
    long faults = 0;
    for (size_t i = 0; i < (size_t)length / sizeof messages[0]; i++)
        if (messages[i].event == UFFD_EVENT_PAGEFAULT) addresses[faults++] = messages[i].arg.pagefault.address;
    return faults;
}

int clinux_pagemap_scan_nothing(int fd) {
    struct clinux_pm_scan_arg arg = {.size = sizeof(arg)};
    return ioctl(fd, PAGEMAP_SCAN, &arg);
}

long clinux_scan_written(
    int pagemap, int protect, __u64 start, __u64 end, struct clinux_page_region *runs, size_t count, __u64 *walk_end) {
    // These masks and no other take the kernel's short way through a page table.
    struct clinux_pm_scan_arg arg = {
        .size = sizeof(arg),
        .flags = (protect ? PM_SCAN_WP_MATCHING : 0) | PM_SCAN_CHECK_WPASYNC,
        .start = start,
        .end = end,
        .vec = (__u64)runs,
        .vec_len = count,
        .category_mask = PAGE_IS_WRITTEN,
        .return_mask = PAGE_IS_WRITTEN,
    };
    long found = ioctl(pagemap, PAGEMAP_SCAN, &arg);
    *walk_end = arg.walk_end;
    return found;
}

void clinux_touch(void *start, size_t length) {
    for (size_t offset = 0; offset < length; offset += 4096) {
        volatile char *byte = (char *)start + offset;
        *byte = *byte;
    }
}
