// The least that tracking writes and fetching missing pages can cost: the kernel's own calls, one after the other.
//
// Reads commands from standard input, answers each with one line; Tests/Benchmarks/TrialMemory understands the same ones.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct pm_scan_arg {
    uint64_t size, flags, start, end, walk_end, vec, vec_len, max_pages;
    uint64_t category_inverted, category_mask, category_anyof_mask, return_mask;
};
struct page_region {
    uint64_t start, end, categories;
};
#define PAGEMAP_SCAN _IOWR('f', 16, struct pm_scan_arg)
enum { WRITTEN = 2, PROTECT = 1, CHECK = 2, REGIONS = 4096 };

static void check(int ok, const char *what) {
    if (!ok) {
        perror(what);
        exit(2);
    }
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000ull + time.tv_nsec;
}

// xorshift64: both programs write to the same pages.
static uint64_t state = 88172645463325252ull;
static uint64_t next_number(void) {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static char *memory;
static size_t pages;
static int pagemap;
static struct page_region regions[REGIONS];

static int open_userfaultfd(uint64_t features) {
    int fd = syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
    check(fd >= 0, "userfaultfd");
    struct uffdio_api api = {.api = UFFD_API, .features = features};
    check(ioctl(fd, UFFDIO_API, &api) == 0, "UFFDIO_API");
    return fd;
}

static void hold(size_t mebibytes, int huge) {
    size_t size = mebibytes << 20;
    pages = size / 4096;
    memory = mmap(0, size + (2 << 20), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    check(memory != MAP_FAILED, "mmap");
    memory += -(uintptr_t)memory & ((2 << 20) - 1);
    madvise(memory, size, huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
    memset(memory, 1, size);
}

static void track(void) {
    int fd = open_userfaultfd(1 << 0 | 1 << 13 | 1 << 15);
    struct uffdio_register reg = {.range = {(uintptr_t)memory, pages * 4096}, .mode = UFFDIO_REGISTER_MODE_WP};
    check(ioctl(fd, UFFDIO_REGISTER, &reg) == 0, "UFFDIO_REGISTER");
    struct uffdio_writeprotect protect = {.range = reg.range, .mode = UFFDIO_WRITEPROTECT_MODE_WP};
    check(ioctl(fd, UFFDIO_WRITEPROTECT, &protect) == 0, "UFFDIO_WRITEPROTECT");
    pagemap = open("/proc/self/pagemap", O_RDONLY);
    check(pagemap >= 0, "/proc/self/pagemap");
}

static size_t scan(void) {
    size_t found = 0;
    uint64_t start = (uintptr_t)memory, end = start + pages * 4096;
    while (start < end) {
        struct pm_scan_arg arg = {.size = sizeof arg, .flags = PROTECT | CHECK, .start = start, .end = end,
            .vec = (uintptr_t)regions, .vec_len = REGIONS, .category_mask = WRITTEN, .return_mask = WRITTEN};
        long count = ioctl(pagemap, PAGEMAP_SCAN, &arg);
        check(count >= 0, "PAGEMAP_SCAN");
        for (long i = 0; i < count; i++) found += (regions[i].end - regions[i].start) >> 12;
        if (count < REGIONS) break;
        start = arg.walk_end;
    }
    return found;
}

// Writes to `count` pages at random, or to runs of 64 pages.
static double write_pages(size_t count, int run) {
    uint64_t begin = now();
    for (size_t done = 0; done < count; done += run) {
        size_t first = next_number() % (pages - run + 1);
        for (int i = 0; i < run; i++) *(volatile uint64_t *)(memory + (first + i) * 4096) += 1;
    }
    return (double)(now() - begin) / count;
}

// Demand paging: the page's number to the source, the page back, over TCP on loopback.
static int requests, replies;
static char *source;
static uint64_t *waits;

static void read_all(int fd, void *to, size_t count) {
    for (size_t got = 0; got < count;) {
        ssize_t n = read(fd, (char *)to + got, count - got);
        if (n <= 0) pthread_exit(0);
        got += n;
    }
}

static void *serve(void *unused) {
    (void)unused;
    uint64_t page;
    for (;;) {
        read_all(replies, &page, 8);
        check(write(replies, source + page * 4096, 4096) == 4096, "write");
    }
    return 0;
}

static void *handle(void *fd_pointer) {
    int fd = *(int *)fd_pointer;
    static char buffer[4096] __attribute__((aligned(4096)));
    for (;;) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        poll(&wait, 1, -1);
        struct uffd_msg message;
        if (read(fd, &message, sizeof message) != sizeof message) continue;
        uint64_t address = message.arg.pagefault.address & ~4095ull, page = (address - (uintptr_t)memory) / 4096;
        check(write(requests, &page, 8) == 8, "write");
        read_all(requests, buffer, 4096);
        struct uffdio_copy copy = {.dst = address, .src = (uintptr_t)buffer, .len = 4096};
        ioctl(fd, UFFDIO_COPY, &copy);
    }
    return 0;
}

static void connect_ends(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    check(bind(listener, (void *)&address, length) == 0 && listen(listener, 1) == 0, "listen");
    getsockname(listener, (void *)&address, &length);
    requests = socket(AF_INET, SOCK_STREAM, 0);
    check(connect(requests, (void *)&address, length) == 0, "connect");
    replies = accept(listener, 0, 0);
    setsockopt(requests, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(replies, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    close(listener);
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void fault(size_t count) {
    source = mmap(0, pages * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(source, 2, pages * 4096);
    madvise(memory, pages * 4096, MADV_NOHUGEPAGE);
    madvise(memory, pages * 4096, MADV_DONTNEED);
    static int fd;
    fd = open_userfaultfd(0);
    struct uffdio_register reg = {.range = {(uintptr_t)memory, pages * 4096}, .mode = UFFDIO_REGISTER_MODE_MISSING};
    check(ioctl(fd, UFFDIO_REGISTER, &reg) == 0, "UFFDIO_REGISTER");
    connect_ends();
    pthread_t server, handler;
    pthread_create(&server, 0, serve, 0);
    pthread_create(&handler, 0, handle, &fd);
    waits = calloc(count, sizeof *waits);
    for (size_t i = 0; i < count; i++) {
        char *page = memory + next_number() % pages * 4096;
        uint64_t begin = now();
        check(*(volatile char *)page == 2, "contents");
        waits[i] = now() - begin;
    }
    qsort(waits, count, sizeof *waits, by_value);
    printf("%llu %llu\n", (unsigned long long)waits[count / 2], (unsigned long long)waits[count * 99 / 100]);
}

int main(void) {
    char line[128], word[32];
    size_t number;
    int option;
    setvbuf(stdout, 0, _IOLBF, 0);
    while (fgets(line, sizeof line, stdin)) {
        int fields = sscanf(line, "%31s %zu %d", word, &number, &option);
        if (fields == 3 && strcmp(word, "hold") == 0) {
            hold(number, option);
            printf("%zu\n", pages);
        } else if (strcmp(word, "track") == 0) {
            track();
            printf("0\n");
        } else if (fields == 3 && strcmp(word, "scan") == 0) {
            if (number) write_pages(number, option);
            uint64_t begin = now();
            size_t found = scan();
            printf("%llu %zu\n", (unsigned long long)(now() - begin), found);
        } else if (fields == 3 && strcmp(word, "write") == 0) {
            scan();
            printf("%.1f\n", write_pages(number, option));
        } else if (fields >= 2 && strcmp(word, "fault") == 0) {
            fault(number);
        } else {
            fprintf(stderr, "tracking: what is %s", line);
            return 2;
        }
    }
}
