// The loops over pages, compiled once for each kind of processor: PAGE_HASH names the functions.
//
// xxhash.h is inlined, since the library's own functions are for the least of processors: a third of the speed.
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { page_bytes = 4096 };

// How many pages ahead are fetched into the cache: hashing waits for memory that nobody has touched lately, half as long with two.
enum { pages_ahead = 2 };

static int is_zero(const char *page) {
    // Most pages that are not zero show it in their first bytes.
    for (int block = 0; block < page_bytes; block += 256) {
        uint64_t words[32], any = 0;
        memcpy(words, page + block, sizeof words);
        for (int index = 0; index < 32; index++) any |= words[index];
        if (any) return 0;
    }
    return 1;
}

void PAGE_HASH(const void *pages, size_t count, uint64_t seed, uint64_t *hashes, uint8_t *zeros) {
    // What XXH3 makes of the seed for each hash is made once.
    XXH_ALIGN(64) unsigned char secret[XXH_SECRET_DEFAULT_SIZE];
    XXH3_generateSecret_fromSeed(secret, seed);
    const char *page = pages;
    for (size_t index = 0; index < count; index++, page += page_bytes) {
        if (zeros && (zeros[index] = (uint8_t)is_zero(page))) continue;
        if (index + pages_ahead < count) {
            const char *ahead = page + pages_ahead * page_bytes;
            for (int line = 0; line < page_bytes; line += 64) __builtin_prefetch(ahead + line);
        }
        hashes[index] = XXH3_64bits_withSecretandSeed(page, page_bytes, secret, sizeof secret, seed);
    }
}
