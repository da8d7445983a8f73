#include "CPageHash.h"

#include <string.h>

#define PAGE_HASH cpagehash_plain
#include "pages.h"

void cpagehash_scan(const void *pages, size_t count, uint64_t seed, uint64_t *hashes, uint8_t *zeros) {
#if defined(__x86_64__)
    void cpagehash_avx2(const void *, size_t, uint64_t, uint64_t *, uint8_t *);
    void cpagehash_avx512(const void *, size_t, uint64_t, uint64_t *, uint8_t *);
    if (__builtin_cpu_supports("avx512f")) return cpagehash_avx512(pages, count, seed, hashes, zeros);
    if (__builtin_cpu_supports("avx2")) return cpagehash_avx2(pages, count, seed, hashes, zeros);
#endif
    cpagehash_plain(pages, count, seed, hashes, zeros);
}

void cpagehash_pages(const void *pages, size_t count, uint64_t seed, uint64_t *hashes) {
    cpagehash_scan(pages, count, seed, hashes, NULL);
}

uint64_t cpagehash_bytes(const void *bytes, size_t count, uint64_t seed) {
    return XXH3_64bits_withSeed(bytes, count, seed);
}
