#pragma once

#include <stddef.h>
#include <stdint.h>

// XXH3 (xxhash.h, header only) of each of `count` pages of 4096 bytes from `pages` on, with `seed`, into `hashes`;
// by AVX-512 or AVX2 where this processor has it.
void cpagehash_pages(const void *pages, size_t count, uint64_t seed, uint64_t *hashes);

// The same for a sender: 1 into `zeros` for a page of zeros alone, whose hash is then left out, else 0.
void cpagehash_scan(const void *pages, size_t count, uint64_t seed, uint64_t *hashes, uint8_t *zeros);

// XXH3 of any bytes, with `seed`.
uint64_t cpagehash_bytes(const void *bytes, size_t count, uint64_t seed);
